# What installer/run and installer/test share; sourced by them, not run. Needs bash.
# Tried on Debian 12. On macOS nothing is installed, only what is missing is named; no one has tried that yet.
# Checks are by what works here (a JDK, a library, a device), so nothing is installed that is already there in another form.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
STAMP=$ROOT/target/built.stamp

say() { printf 'kaobako: %s\n' "$*" >&2; }

stop() {
    say "$*"
    exit 1
}

on_debian() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

as_root() {
    if [ "$(id -u)" = 0 ]; then DEBIAN_FRONTEND=noninteractive "$@" </dev/null
    elif command -v sudo >/dev/null; then sudo DEBIAN_FRONTEND=noninteractive "$@" </dev/null
    else stop "something is missing, and neither root nor sudo is at hand; please run this once as root"; fi
}

APT=(apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0)

# The package lists of a new machine are empty; once a run is enough.
refresh_lists() {
    [ -z "${LISTS_FRESH:-}" ] || return 0
    say "refreshing the package lists (apt-get update)"
    as_root "${APT[@]}" update >/dev/null || say "some package lists could not be refreshed; going on with those there are"
    LISTS_FRESH=yes
}

offered() { [ -n "$(apt-cache -q=2 madison "$1" 2>/dev/null)" ]; }

install() {
    refresh_lists
    local package packages=()
    for package in "$@"; do
        if offered "$package"; then packages+=("$package")
        else say "this system offers no package $package; going on without it"; fi
    done
    [ ${#packages[@]} -gt 0 ] || return 0
    say "installing ${packages[*]}"
    as_root "${APT[@]}" install -y --no-install-recommends "${packages[@]}" >/dev/null
}

install_missing() {
    local package missing=()
    for package in "$@"; do
        dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] || install "${missing[@]}"
}

# A JDK from 17 on that can open windows; becomes JAVA_HOME.
find_jdk() {
    local home version
    for home in "${JAVA_HOME:-}" "$(/usr/libexec/java_home 2>/dev/null || true)" \
            "$(dirname "$(dirname "$(readlink -f "$(command -v javac || echo /none/bin/javac)")")")" /usr/lib/jvm/*; do
        [ -x "$home/bin/javac" ] && [ -r "$home/release" ] || continue
        version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
        [ "${version:-0}" -ge 17 ] || continue
        [ "$(uname -s)" != Linux ] || [ -e "$home/lib/libawt_xawt.so" ] || continue
        export JAVA_HOME=$home PATH=$home/bin:$PATH
        return 0
    done
    return 1
}

# Output is captured before it is searched: a search that ends early would break the pipe, which counts as a failure here.
has_loader() { [[ $(ldconfig -p 2>/dev/null || /sbin/ldconfig -p) == *libOpenCL.so.1* ]]; }

has_device() { [[ $(clinfo --raw 2>/dev/null) =~ CL_DEVICE_VERSION\ +OpenCL\ (1\.2|[2-9]) ]]; }

# Java, Maven, the OpenCL loader, and PoCL (OpenCL on the processor) where no driver offers a device.
prepare_machine() {
    if ! on_debian; then
        find_jdk && command -v mvn >/dev/null \
            || stop "please install a JDK 17 or later, Maven and your graphics card's OpenCL driver (or PoCL), then run this again"
        return 0
    fi
    find_jdk || install_jdk
    command -v mvn >/dev/null || install maven
    has_loader || install ocl-icd-libopencl1
    command -v clinfo >/dev/null || install clinfo
    has_device || install_missing pocl-opencl-icd
}

install_jdk() {
    local package
    refresh_lists
    for package in openjdk-17-jdk openjdk-21-jdk openjdk-25-jdk default-jdk; do
        offered "$package" && break
    done
    install "$package"
    find_jdk || stop "no JDK 17 or later was found after installing $package"
}

# Builds the jar unless it is newer than everything that it is made from (folders count: they change when a file goes away).
build() {
    if [ -e "$STAMP" ] && [ -z "$(find "$ROOT/src/main" "$ROOT/kernels" "$ROOT/pom.xml" -newer "$STAMP" -print -quit)" ]; then
        return 0
    fi
    say "building (the first time fetches libraries; about a minute)"
    mkdir -p "$ROOT/target"
    touch "$STAMP.new"
    mvn -B -q -ntp -Dstyle.color=never -f "$ROOT/pom.xml" -Dmaven.test.skip=true package </dev/null >&2
    mv "$STAMP.new" "$STAMP"
}
