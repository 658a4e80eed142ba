// Whole fen in Chinese capitals (大写), so that what is written out is held against the bytes too.
const DIGITS = "零壹贰叁肆伍陆柒捌玖";
const PLACES = ["", "拾", "佰", "仟"];
const GROUPS = ["", "万", "亿", "万亿"];

export function capitals(fen) {
  if (!fen) return "零元整";
  const whole = Math.floor(fen / 100);
  const jiao = Math.floor(fen / 10) % 10;
  const cents = fen % 10;
  const yuan = whole ? `${groups(whole)}元` : "";
  if (!jiao && !cents) return `${yuan}整`;
  const tenths = jiao ? `${DIGITS[jiao]}角` : whole ? "零" : "";
  return `${yuan}${tenths}${cents ? `${DIGITS[cents]}分` : "整"}`;
}

function groups(yuan) {
  let said = "";
  let gap = false;
  for (let at = GROUPS.length - 1; at >= 0; at -= 1) {
    const four = Math.floor(yuan / 10 ** (4 * at)) % 10000;
    if (!four) {
      gap = gap || said !== "";
      continue;
    }
    if (said && (gap || four < 1000)) said += "零";
    said += part(four) + GROUPS[at];
    gap = false;
  }
  return said;
}

function part(number) {
  let said = "";
  let gap = false;
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(number / 10 ** place) % 10;
    if (!digit) {
      gap = gap || said !== "";
      continue;
    }
    said += (gap ? "零" : "") + DIGITS[digit] + PLACES[place];
    gap = false;
  }
  return said;
}
