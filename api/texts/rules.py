"""Words of `zhangben rules`."""

TEXTS: dict[str, tuple[str, str]] = {
    # key: (中文, English)
    "rules.none": (
        "还没有发布规则包：zhangben rules export CONSTRUCTION 写出平台自带的",
        "no pack is published yet: `zhangben rules export CONSTRUCTION` writes the platform's",
    ),
    "rules.col.category": ("品种", "kind"),
    "rules.col.version": ("版本", "version"),
    "rules.col.since": ("起", "since"),
    "rules.col.until": ("止", "until"),
    "rules.col.in_force": ("现行", "in force"),
    "rules.col.rules": ("行数", "rows"),
    "rules.written": ("已写到 {file}", "written to {file}"),
    "rules.fits": (
        "{category}：{count} 行，可以发布",
        "{category}: {count} rows, could be published",
    ),
    "rules.same": ("两个规则包相同", "both packs say the same"),
    "rules.added": ("＋ {row}：{after}", "+ {row}: {after}"),
    "rules.removed": ("－ {row}：{before}", "- {row}: {before}"),
    "rules.changed": (
        "～ {row} {field}：{before} → {after}",
        "~ {row} {field}: {before} → {after}",
    ),
    "rules.breach": (
        "{lot} {rule}（{severity}）{says}：{began} → {ended}，界限 {limit}",
        "{lot} {rule} ({severity}) {says}: {began} → {ended}, limit {limit}",
    ),
    "rules.tried": ("试算 {lots} 个标段：{count} 处不符", "{lots} lots tried: {count} breaches"),
    "rules.published": (
        "已发布 {category} 第 {version} 版（位置 {position}）",
        "published: {category}, version {version} (position {position})",
    ),
    "rules.already": (
        "{category} 第 {version} 版已是如此，没有写入",
        "{category}, version {version}: it is so already, nothing was written",
    ),
    "rules.repealed": (
        "已废止 {category} 第 {version} 版",
        "repealed: {category}, version {version}",
    ),
}
