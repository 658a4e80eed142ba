"""What the office answered about the rules of trade (咨询服务)."""
