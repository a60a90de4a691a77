#include "link/ssh/methods.h"
#include <libssh2.h>

namespace links {

namespace {

constexpr const char *keyExchanges =
    "curve25519-sha256,curve25519-sha256@libssh.org,"
    "ecdh-sha2-nistp256,ecdh-sha2-nistp384,ecdh-sha2-nistp521,"
    "diffie-hellman-group-exchange-sha256,diffie-hellman-group16-sha512,"
    "diffie-hellman-group18-sha512,diffie-hellman-group14-sha256";
constexpr const char *ciphers = "aes256-gcm@openssh.com,aes128-gcm@openssh.com,"
                                "aes256-ctr,aes192-ctr,aes128-ctr";
constexpr const char *macs = "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,"
                             "hmac-sha2-256,hmac-sha2-512";

/// Those that this build of the library has. It would leave out the others by itself, but 1.10
/// does so by a memcpy onto itself.
QByteArray supported(_LIBSSH2_SESSION *session, int what, const QByteArray &methods)
{
    const char **names = nullptr;
    const int count = libssh2_session_supported_algs(session, what, &names);
    QByteArrayList known;
    for (int i = 0; i < count; ++i)
        known += names[i];
    if (count > 0)
        libssh2_free(session, names);
    QByteArrayList kept = methods.split(',');
    kept.removeIf([&known](const QByteArray &method) { return !known.contains(method); });
    return kept.join(',');
}

} // namespace

bool libraryKnowsRsaSha2()
{
    return libssh2_version(0x010b00) != nullptr;
}

QByteArray hostKeyMethods(const QList<QByteArray> &known)
{
    QByteArrayList all{ "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384",
                        "ecdsa-sha2-nistp521" };
    // A signature of such a key is SHA-1 where the library knows nothing else.
    if (libraryKnowsRsaSha2())
        all += { "rsa-sha2-512", "rsa-sha2-256" };
    const auto isKnown = [&known](const QByteArray &method) {
        return known.contains(method.startsWith("rsa-sha2-") ? "ssh-rsa" : method);
    };
    std::stable_partition(all.begin(), all.end(), isKnown);
    return all.join(',');
}

bool limitMethods(_LIBSSH2_SESSION *session, const QList<QByteArray> &known)
{
    const auto prefer = [session](int what, const QByteArray &methods) {
        const QByteArray had = supported(session, what, methods);
        return !had.isEmpty() && libssh2_session_method_pref(session, what, had.constData()) == 0;
    };
    return prefer(LIBSSH2_METHOD_KEX, keyExchanges)
        && prefer(LIBSSH2_METHOD_HOSTKEY, hostKeyMethods(known))
        && prefer(LIBSSH2_METHOD_CRYPT_CS, ciphers) && prefer(LIBSSH2_METHOD_CRYPT_SC, ciphers)
        && prefer(LIBSSH2_METHOD_MAC_CS, macs) && prefer(LIBSSH2_METHOD_MAC_SC, macs);
}

} // namespace links
