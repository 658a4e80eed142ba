#!/bin/sh
# The newcomer's two commands where there is next to nothing: a minimal Debian 13 with python3, git
# and ca-certificates, first as an ordinary user, then as root.
#
#   tests/acceptance/minimal_root.sh [FOLDER [WHO]]     (root, debootstrap; FOLDER: /tmp/minroot;
#                                                        WHO: newcomer or root, else both in turn)
#
# FOLDER is built once and used again: what ./zhangben test installs there as root stays installed;
# remove it for a truly first run. What is tested is the last commit, not the working tree. Mounts
# are made in a namespace of this script's own and end with it. Exit 1 if any of the runs failed.
set -eu
[ -n "${OWN_MOUNTS:-}" ] || OWN_MOUNTS=1 exec unshare --mount "$0" "$@"

minimal=${1:-/tmp/minroot}
project=$(cd "$(dirname -- "$0")/../.." && pwd)
failed=0

if [ ! -e "$minimal/etc/debian_version" ]; then
    echo "building $minimal ..."
    debootstrap --variant=minbase --include=python3,git,ca-certificates trixie "$minimal" >/dev/null
fi
# Name resolution and authorities are the machine's, as a newcomer's would be.
cp -L /etc/resolv.conf "$minimal/etc/resolv.conf"
cp -r /usr/local/share/ca-certificates "$minimal/usr/local/share/"
chroot "$minimal" update-ca-certificates >/dev/null 2>&1
chroot "$minimal" id newcomer >/dev/null 2>&1 || chroot "$minimal" useradd --create-home newcomer
mount --rbind /proc "$minimal/proc"
mount --rbind /dev "$minimal/dev"
if [ -d "$HOME/.cache/pip" ]; then
    mkdir -p "$minimal/root/.cache/pip"
    mount --bind "$HOME/.cache/pip" "$minimal/root/.cache/pip"
fi

# run WHO HOME COMMAND...: prints the end of what it said, how long it took, how it ended.
run() {
    who=$1 home=$2 log="$minimal/tmp/acceptance.log"
    shift 2
    echo "--- $who: $*"
    began=$(date +%s.%N) code=0
    chroot --userspec="$who" "$minimal" env -i HOME="$home" LANG=C.UTF-8 \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        sh -c 'cd "$HOME/zhangben" && exec "$@"' sh "$@" </dev/null >"$log" 2>&1 || code=$?
    grep -E "^(FAILED|ERROR|E  )" "$log" || :
    tail -n 25 "$log"
    echo "--- $who: exit $code after $(echo "$(date +%s.%N) $began" | awk '{printf "%.1f", $1 - $2}') s"
    [ "$code" = 0 ] || failed=1
}

for who in ${2:-newcomer root}; do
    home=$(chroot "$minimal" sh -c "echo ~$who")
    rm -rf "$minimal$home/zhangben"
    git clone --quiet "$project" "$minimal$home/zhangben"
    chroot "$minimal" chown -R "$who:" "$home/zhangben"
    run "$who" "$home" ./zhangben demo --once --json # the first run: it sets everything up
    run "$who" "$home" ./zhangben demo --once --json
    run "$who" "$home" ./zhangben test
done
exit "$failed"
