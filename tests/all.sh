#!/usr/bin/env bash
# The one test command: installs what is missing, then runs every check and every test, and stops at the first failure.
#
#   bash tests/all.sh
#
# Wants Debian 12 with git, a C compiler, Rust (clippy, rustfmt), Node 20 or newer with npm, Java 17 and Python 3.11 with pip.
# The last line is "N passed, 0 failed"; without it something failed.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
readonly browser=tests/browser venv=tests/.venv
logs=$(mktemp -d)
step_name='starting'
# The account that the tests of publishing log in with; they make it where there is none, and here it is taken away again.
readonly account=prongsai-test
had_account=$(id -u "$account" 2> /dev/null || true)
trap 'finish $?' EXIT

finish() {
  rm -rf "$logs"
  # A server that is still ending may run as it for a moment.
  if [[ -z $had_account ]] && id -u "$account" &> /dev/null; then
    as_root userdel "$account" 2> /dev/null || { sleep 3; as_root userdel "$account"; } || echo "The account $account stays" >&2
  fi
  if (( $1 != 0 )); then printf '\nFAILED: %s (exit %d)\n' "$step_name" "$1" >&2; fi
}

# step NAME COMMAND…: a heading, the command, and how long it took.
# The command must not stand in an `if` or before `&&`: that would switch `set -e` off inside it.
step() {
  step_name=$1
  shift
  local start=$SECONDS
  printf '\n== %s\n' "$step_name"
  "$@"
  printf '== %s: %d s\n' "$step_name" $((SECONDS - start))
}

# ── what the machine must have ──────────────────────────────────────────────────────────────────

need() {
  local missing=()
  for program in "$@"; do command -v "$program" > /dev/null || missing+=("$program"); done
  if (( ${#missing[@]} )); then
    echo "These programs must be installed first: ${missing[*]}" >&2
    return 1
  fi
}

system_packages() {
  local wanted=(chromium apache2-bin media-types zbar-tools librsvg2-bin poppler-utils fonts-thai-tlwg fonts-noto-core) missing=() package
  # Servers that are published to, and what the one that is only unpacked needs; the tests start their own.
  wanted+=(openssh-server openssh-client vsftpd nginx-light libnginx-mod-http-dav-ext openssl)
  wanted+=(libhiredis0.14 libmemcached11 libmemcachedutil2 libpcre2-posix3 libsodium23)
  # Debian keeps the part of Python that makes a venv in a package of its own.
  python3 -c 'import ensurepip' 2> /dev/null || wanted+=(python3-venv)
  for package in "${wanted[@]}"; do
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2> /dev/null || true) == installed ]] || missing+=("$package")
  done
  if (( ${#missing[@]} == 0 )); then echo 'all there'; return; fi
  echo "installing ${missing[*]}"
  retry as_root apt-get update -qq
  # Nothing that is installed here is started by itself: not the servers either.
  retry as_root env RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

# Debian lets only one of two FTP servers be installed; the second is unpacked.
second_ftp_server() {
  local folder=tests/.proftpd
  if [[ -x $folder/usr/sbin/proftpd && -e $folder/usr/lib/proftpd/mod_tls.so ]]; then echo 'there'; return; fi
  rm -rf "$folder"
  mkdir -p "$folder"
  retry as_root apt-get update -qq
  ( cd "$folder" && retry apt-get download -qq proftpd-core proftpd-mod-crypto )
  local package
  for package in "$folder"/*.deb; do dpkg -x "$package" "$folder"; done
}

as_root() {
  local quiet=(env DEBIAN_FRONTEND=noninteractive)
  if (( EUID == 0 )); then "${quiet[@]}" "$@"
  elif command -v sudo > /dev/null; then sudo -n "${quiet[@]}" "$@"
  else echo "Not root and no sudo: cannot run \"$*\"" >&2; return 1
  fi
}

# A mirror may fail for a moment: two more tries.
retry() {
  local pause
  for pause in 5 20; do
    if "$@"; then return; fi
    echo "again in $pause s: $*" >&2
    sleep "$pause"
  done
  "$@"
}

# Node and Python packages are installed again only when the list of them changes.
node_packages() {
  local stamp=$browser/node_modules/.installed
  if cmp -s "$browser/package-lock.json" "$stamp"; then echo 'all there'; return; fi
  retry npm --prefix "$browser" ci --no-audit --no-fund
  cp "$browser/package-lock.json" "$stamp"
}

python_packages() {
  local list=tests/outer/requirements.txt stamp=$venv/.installed
  if cmp -s "$list" "$stamp"; then echo 'all there'; return; fi
  rm -rf "$venv"
  python3 -m venv "$venv"
  retry "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps -r "$list"
  cp "$list" "$stamp"
}

# ── the tests ───────────────────────────────────────────────────────────────────────────────────
# Everything is compiled in the release profile: clippy and doc share their checked dependencies, test and run their built ones.

clippy() { cargo clippy --locked --release --all-targets -- -D warnings; }
docs() { RUSTDOCFLAGS='-D warnings' cargo doc --locked --release --no-deps; }
rust_tests() { cargo test --locked --release 2>&1 | tee "$logs/rust"; }
site() { cargo run --locked --release --quiet -- build; }
outer_tests() {
  # Only this command's own choice of site counts, not one left in the environment.
  env -u SITE -u SITE_ROOT -u PRONGSAI node --test \
    --test-reporter=spec --test-reporter-destination=stdout \
    --test-reporter=tap --test-reporter-destination="$logs/node" \
    "$browser"/*.test.mjs
}

# sum PATTERN FILE: adds up the numbers that the pattern keeps.
sum() { sed -nE "s/$1/\\1/p" "$2" | awk '{ n += $1 } END { print n + 0 }'; }

need git cargo node npm java python3 dpkg-query
step 'system packages' system_packages
step 'second FTP server' second_ftp_server
step 'node packages' node_packages
step 'python packages' python_packages
step 'cargo fmt' cargo fmt --check
step 'cargo clippy' clippy
step 'cargo doc' docs
step 'cargo test' rust_tests
step 'build the shipped site' site
step 'outer tests' outer_tests

step_name='counting the tests'
rust=$(sum '^test result: ok\. ([0-9]+) passed.*' "$logs/rust")
node=$(sum '^# pass ([0-9]+)$' "$logs/node")
idle=$(( $(sum '^# skipped ([0-9]+)$' "$logs/node") + $(sum '^# todo ([0-9]+)$' "$logs/node") ))
if (( rust == 0 || node == 0 )); then echo "no tests ran: $rust of Rust, $node outer" >&2; exit 1; fi
printf '\n%d s in all; %d tests of Rust, %d outer, %d outer not run or still to do\n' "$SECONDS" "$rust" "$node" "$idle"
echo "$((rust + node)) passed, 0 failed"
