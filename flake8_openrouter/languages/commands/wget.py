"""wget's options, as its manual has them (1.21)."""

from __future__ import annotations

from flake8_openrouter.languages.commands.options import Options, Role, named

_LETTERS = {
    **dict.fromkeys("46bcdEFHhkKLmNnpqrSvVxd", Role.FLAG),
    **dict.fromkeys("aABDeIlPQRtTUwX", Role.VALUE),
    "O": Role.OUTPUT,
    "o": Role.VALUE,
    "i": Role.OPEN_VALUE,
    # ``-nv``, ``-nc`` and the like are one option each.
    "n": Role.VALUE,
}

_NAMES = {
    **named(
        Role.FLAG,
        "quiet no-verbose verbose debug background continue timestamping server-response no-cache spider"
        " content-disposition content-on-error no-clobber recursive no-parent no-proxy https-only inet4-only"
        " inet6-only keep-session-cookies no-hsts no-config show-progress trust-server-names auth-no-challenge"
        " no-cookies no-dns-cache mirror",
    ),
    "no-check-certificate": Role.UNVERIFIED,
    **named(
        Role.VALUE,
        "append-output base bind-address ca-certificate ca-directory certificate connect-timeout cut-dirs dns-timeout"
        " directory-prefix domains execute level limit-rate max-redirect output-file private-key progress quota"
        " read-timeout referer restrict-file-names retry-on-http-error save-cookies secure-protocol timeout tries"
        " user-agent wait waitretry compression local-encoding remote-encoding random-wait proxy-user proxy-password",
    ),
    "header": Role.HEADER,
    "method": Role.METHOD,
    **named(Role.DATA, "post-data post-file body-data body-file"),
    **named(Role.USER, "user http-user"),
    "output-document": Role.OUTPUT,
    **named(Role.OPEN_VALUE, "password http-password input-file load-cookies config"),
}

WGET = Options(_LETTERS, _NAMES, joins=True)
