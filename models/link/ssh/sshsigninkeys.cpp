// The keys of an SshSignIn.
#include "base/whendone.h"
#include "link/ssh/ssherrors.h"
#include "link/ssh/sshkeysupply.h"
#include "link/ssh/sshsignin.h"
#include "link/ssh/wirereader.h"
#include <cstring>
#include <libssh2.h>

namespace links {

using Cause = base::Error::Cause;

struct SshSignIn::Callback {
    static int sign(LIBSSH2_SESSION * /*session*/, unsigned char **signature, size_t *length,
                    const unsigned char *data, size_t dataLength, void **abstract)
    {
        const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(dataLength));
        return static_cast<SshSignIn *>(*abstract)->signature(signature, length, bytes);
    }
};

void SshSignIn::collectKeys()
{
    m_keysFound = true;
    pause();
    m_supply = std::make_unique<SshKeySupply>(m_plan);
    connect(m_supply.get(), &SshKeySupply::found, this, [this](const QList<IdentityPtr> &keys) {
        m_keys = keys;
        resume();
        next();
    });
    connect(m_supply.get(), &SshKeySupply::failed, this, [this](const base::Error &why) {
        resume();
        giveUp(why);
    });
    m_supply->start();
}

void SshSignIn::nextKey()
{
    m_key = m_keys.takeFirst();
    const bool isRsa = keyTypeOf(m_key->publicBlob()) == "ssh-rsa";
    m_algorithm = isRsa ? QByteArray("rsa-sha2-512") : keyTypeOf(m_key->publicBlob());
    addTried(QStringLiteral("publickey (%1)").arg(m_key->name()));
    tryKey();
}

/// libssh2 1.10 knows RSA only with SHA-1, which servers refuse; but it takes any name that stands
/// in the key's blob for the algorithm's, and what the callback gives for the signature.
void SshSignIn::tryKey()
{
    const QByteArray blob = m_key->publicBlob();
    m_blob = wireString(m_algorithm) + blob.sliced(4 + keyTypeOf(blob).size());
    m_signing = false;
    m_signature.reset();
    await(&SshSignIn::keyStep);
}

int SshSignIn::keyStep()
{
    void *self = this;
    return libssh2_userauth_publickey(m_session.handle(), m_user.constData(),
                                      reinterpret_cast<const unsigned char *>(m_blob.constData()),
                                      size_t(m_blob.size()), &Callback::sign, &self);
}

/// Called once the server has said that it would take the key; and again when the signature came.
int SshSignIn::signature(unsigned char **bytes, size_t *length, const QByteArray &data)
{
    if (!m_signature) {
        if (!std::exchange(m_signing, true)) {
            pause();
            base::whenDone(
                m_key->sign(data, m_algorithm), this,
                [this](const base::Result<QByteArray> &signature) { signatureCame(signature); });
        }
        return LIBSSH2_ERROR_EAGAIN;
    }
    if (!*m_signature)
        return LIBSSH2_ERROR_PUBLICKEY_UNVERIFIED;
    const QByteArray &value = m_signature->value();
    *bytes = static_cast<unsigned char *>(m_session.memory().allocate(size_t(value.size())));
    if (!*bytes)
        return LIBSSH2_ERROR_ALLOC;
    std::memcpy(*bytes, value.constData(), size_t(value.size()));
    *length = size_t(value.size());
    return 0;
}

void SshSignIn::signatureCame(const base::Result<QByteArray> &signature)
{
    m_signature = signature;
    m_limit.start();
    resume();
}

/// It could not be used here; the server had nothing against it.
void SshSignIn::keyRefused()
{
    const base::Error why = m_signature->error();
    m_signature.reset();
    // An agent may know one algorithm and not the other; a key that is not open signs with neither.
    const bool isOpen = why.kind != base::Error::Kind::Cancelled
        && why.cause != Cause::SshKeyPassphrase && why.cause != Cause::SshKeyUnreadable;
    if (m_algorithm == "rsa-sha2-512" && isOpen) {
        m_algorithm = "rsa-sha2-256";
        tryKey();
        return;
    }
    const bool isChosen = m_plan.hop.auth != profiles::SshAuth::Automatic && m_keys.isEmpty();
    if (why.kind == base::Error::Kind::Cancelled || isChosen)
        giveUp(why);
    else
        next();
}

} // namespace links
