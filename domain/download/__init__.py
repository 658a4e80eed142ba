"""Who had the documents of a tender (下载招标文件): sealed, as who may bid is (法 22)."""
