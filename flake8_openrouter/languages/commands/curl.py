"""curl's options, as its manual has them (7.88 to 8.10)."""

from __future__ import annotations

from flake8_openrouter.languages.commands.options import Options, Role, named

_LETTERS = {
    **dict.fromkeys("#012346aBfgiIjJlLMnNOpqRsSvVZ:", Role.FLAG),
    "f": Role.FAIL,
    "G": Role.GET,
    "I": Role.HEAD,
    "k": Role.UNVERIFIED,
    "n": Role.OPEN,
    ":": Role.NEXT,
    **dict.fromkeys("cCDePQrtTUxyYzEhmA", Role.VALUE),
    "H": Role.HEADER,
    "X": Role.METHOD,
    "d": Role.DATA,
    "F": Role.DATA,
    "T": Role.DATA,
    "u": Role.USER,
    "b": Role.COOKIE,
    "o": Role.OUTPUT,
    "w": Role.SAYS,
    "K": Role.OPEN_VALUE,
}

_NAMES = {
    **named(
        Role.FLAG,
        "anyauth append basic ca-native cert-status compressed compressed-ssh create-dirs crlf digest disable"
        " disable-eprt disable-epsv disallow-username-in-url doh-cert-status doh-insecure fail-early false-start"
        " form-escape ftp-create-dirs ftp-pasv ftp-pret ftp-skip-pasv-ip ftp-ssl-ccc ftp-ssl-control globoff"
        " haproxy-protocol http0.9 http1.0 http1.1 http2 http2-prior-knowledge http3 http3-only ignore-content-length"
        " include ipv4 ipv6 junk-session-cookies list-only location location-trusted manual metalink no-alpn no-buffer"
        " no-clobber no-keepalive no-npn no-progress-meter no-sessionid parallel parallel-immediate path-as-is post301"
        " post302 post303 progress-bar proxy-anyauth proxy-basic proxy-digest proxy-insecure proxytunnel raw"
        " remote-header-name remote-name remote-name-all remote-time remove-on-error retry-all-errors"
        " retry-connrefused sasl-ir show-error silent ssl ssl-reqd sslv2 sslv3 styled-output"
        " suppress-connect-headers tcp-fastopen tcp-nodelay tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 tr-encoding"
        " trace-ids trace-time use-ascii verbose version xattr",
    ),
    **named(Role.FAIL, "fail fail-with-body"),
    "get": Role.GET,
    "head": Role.HEAD,
    "insecure": Role.UNVERIFIED,
    "next": Role.NEXT,
    **named(Role.OPEN, "negotiate netrc netrc-optional ntlm ntlm-wb"),
    **named(
        Role.VALUE,
        "abstract-unix-socket alt-svc cacert capath cert cert-type ciphers connect-timeout connect-to continue-at"
        " cookie-jar create-file-mode crlfile curves delegation dns-interface dns-ipv4-addr dns-ipv6-addr dns-servers"
        " doh-url dump-header ech egd-file engine etag-compare etag-save expect100-timeout ftp-account"
        " ftp-alternative-to-user ftp-method ftp-port happy-eyeballs-timeout-ms help hostpubmd5 hostpubsha256 hsts"
        " interface ip-tos ipfs-gateway keepalive-cnt keepalive-time key key-type krb libcurl limit-rate local-port"
        " login-options mail-auth mail-from mail-rcpt max-filesize max-redirs max-time noproxy output-dir parallel-max"
        " pass pinnedpubkey preproxy proto proto-default proto-redir proxy proxy-cacert proxy-capath proxy-header"
        " proxy-user proxy1.0 pubkey quote random-file range rate referer request-target resolve retry retry-delay"
        " retry-max-time sasl-authzid service-name socks4 socks4a socks5 socks5-hostname speed-limit speed-time stderr"
        " telnet-option time-cond tls-max tls13-ciphers trace trace-ascii trace-config unix-socket user-agent"
        " vlan-priority",
    ),
    "header": Role.HEADER,
    "request": Role.METHOD,
    **named(Role.DATA, "data data-ascii data-binary data-raw data-urlencode form form-string json upload-file"),
    "url": Role.URL,
    "user": Role.USER,
    "oauth2-bearer": Role.BEARER,
    "cookie": Role.COOKIE,
    "output": Role.OUTPUT,
    "write-out": Role.SAYS,
    **named(Role.OPEN_VALUE, "aws-sigv4 config netrc-file url-query variable"),
}

#: A value after ``=`` is unknown to curl: ``--header=…`` is no option of it.
CURL = Options(_LETTERS, _NAMES, joins=False)

#: Options whose data are sent by PUT.
UPLOADS = frozenset(("-T", "--upload-file"))
