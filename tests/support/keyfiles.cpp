#include "support/keyfiles.h"
#include <QCryptographicHash>
#include <QFile>
#include <QProcess>
#include <QtEndian>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

namespace support {

namespace {

constexpr auto encryptedMark = "-encrypted";

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

bool isCurve(const QString &kind)
{
    return kind.startsWith(QStringLiteral("ecdsa"));
}

bool isRsa(const QString &kind)
{
    return kind.startsWith(QStringLiteral("rsa"));
}

/// The next string of RFC 4251, taken off the front.
QByteArray next(QByteArray &bytes)
{
    if (bytes.size() < 4)
        return {};
    const QByteArray piece = bytes.mid(4, qFromBigEndian<quint32>(bytes.constData()));
    bytes.remove(0, 4 + piece.size());
    return piece;
}

const uchar *raw(const QByteArray &bytes)
{
    return reinterpret_cast<const uchar *>(bytes.constData());
}

BIGNUM *number(const QByteArray &bytes)
{
    return BN_bin2bn(raw(bytes), int(bytes.size()), nullptr);
}

EVP_PKEY *fromData(const char *type, OSSL_PARAM_BLD *builder)
{
    OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(builder);
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr);
    EVP_PKEY *key = nullptr;
    EVP_PKEY_fromdata_init(context);
    EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, params);
    EVP_PKEY_CTX_free(context);
    OSSL_PARAM_free(params);
    OSSL_PARAM_BLD_free(builder);
    return key;
}

EVP_PKEY *publicKey(QByteArray blob)
{
    const QByteArray type = next(blob);
    if (type == "ssh-ed25519") {
        const QByteArray bytes = next(blob);
        return EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw(bytes),
                                           size_t(bytes.size()));
    }
    OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
    if (type == "ssh-rsa") {
        BIGNUM *e = number(next(blob));
        BIGNUM *n = number(next(blob));
        OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, e);
        OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, n);
        EVP_PKEY *key = fromData("RSA", builder);
        BN_free(e);
        BN_free(n);
        return key;
    }
    const QByteArray curve = next(blob);
    const QByteArray point = next(blob);
    OSSL_PARAM_BLD_push_utf8_string(
        builder, OSSL_PKEY_PARAM_GROUP_NAME,
        curve == "nistp256" ? "P-256" : (curve == "nistp384" ? "P-384" : "P-521"), 0);
    OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, point.constData(),
                                     size_t(point.size()));
    return fromData("EC", builder);
}

/// mpint r, mpint s as OpenSSL wants them.
QByteArray derOf(QByteArray wire)
{
    ECDSA_SIG *signature = ECDSA_SIG_new();
    BIGNUM *r = number(next(wire));
    BIGNUM *s = number(next(wire));
    ECDSA_SIG_set0(signature, r, s);
    uchar *der = nullptr;
    const int length = i2d_ECDSA_SIG(signature, &der);
    const QByteArray bytes(reinterpret_cast<char *>(der), length);
    OPENSSL_free(der);
    ECDSA_SIG_free(signature);
    return bytes;
}

const EVP_MD *digestOf(const QByteArray &algorithm)
{
    if (algorithm == "rsa-sha2-256" || algorithm == "ecdsa-sha2-nistp256")
        return EVP_sha256();
    if (algorithm == "ecdsa-sha2-nistp384")
        return EVP_sha384();
    return algorithm == "ssh-ed25519" ? nullptr : EVP_sha512();
}

} // namespace

bool KeyFiles::make(const QStringList &kinds)
{
    return std::all_of(kinds.begin(), kinds.end(), [this](const QString &kind) { //
        return makeKind(kind);
    });
}

QStringList KeyFiles::kinds()
{
    return { QStringLiteral("ed25519"), QStringLiteral("ecdsa256"), QStringLiteral("ecdsa384"),
             QStringLiteral("ecdsa521"), QStringLiteral("rsa2048") };
}

QStringList KeyFiles::formsOf(const QString &kind)
{
    QStringList forms{ QStringLiteral("openssh"), QStringLiteral("pkcs8") };
    if (isRsa(kind))
        forms += QStringLiteral("pkcs1");
    else if (isCurve(kind))
        forms += QStringLiteral("sec1");
    for (qsizetype i = forms.size() - 1; i >= 0; --i)
        forms.insert(i + 1, forms[i] + QLatin1String(encryptedMark));
    return forms;
}

bool KeyFiles::isEncrypted(const QString &form)
{
    return form.endsWith(QLatin1String(encryptedMark));
}

QString KeyFiles::path(const QString &kind, const QString &form) const
{
    return m_directory.filePath(kind + u'-' + form);
}

bool KeyFiles::makeKind(const QString &kind)
{
    const QString plain = path(kind, QStringLiteral("openssh"));
    QStringList words{ QStringLiteral("-q"),
                       QStringLiteral("-N"),
                       QString(),
                       QStringLiteral("-C"),
                       QStringLiteral("made by a test"),
                       QStringLiteral("-f"),
                       plain,
                       QStringLiteral("-t") };
    if (isCurve(kind))
        words += { QStringLiteral("ecdsa"), QStringLiteral("-b"), kind.sliced(5) };
    else if (isRsa(kind))
        words += { QStringLiteral("rsa"), QStringLiteral("-b"), kind.sliced(3) };
    else
        words += kind;
    if (!run(QStringLiteral("ssh-keygen"), words))
        return false;
    if (kind == QStringLiteral("ed25519")) { // whose PKCS#8 ssh-keygen does not write
        const QByteArray blob = publicBlob(kind);
        const QByteArray text = read(plain);
        const QByteArray body = QByteArray::fromBase64(text.sliced(text.indexOf('\n')));
        const QByteArray seed = body.sliced(body.lastIndexOf(blob.last(32)) - 32, 32);
        const QByteArray der = QByteArray::fromHex("302e020100300506032b657004220420") + seed;
        (void)write(QStringLiteral("ed25519-pkcs8"),
                    "-----BEGIN PRIVATE KEY-----\n" + der.toBase64()
                        + "\n-----END PRIVATE KEY-----\n");
    }
    for (const QString &form : formsOf(kind)) {
        const QString target = path(kind, form);
        if (QFile::exists(target))
            continue;
        if (kind == QStringLiteral("ed25519") && form.startsWith(QStringLiteral("pkcs8"))) {
            if (byOpenssl(kind, kind + u'-' + form,
                          { QStringLiteral("pkcs8"), QStringLiteral("-topk8") })
                    .isEmpty())
                return false;
            continue;
        }
        const QString format = form.startsWith(QStringLiteral("openssh"))
            ? QStringLiteral("RFC4716")
            : form.startsWith(QStringLiteral("pkcs8")) ? QStringLiteral("PKCS8")
                                                       : QStringLiteral("PEM");
        QFile::copy(plain, target);
        if (!run(QStringLiteral("ssh-keygen"),
                 { QStringLiteral("-q"), QStringLiteral("-p"), QStringLiteral("-m"), format,
                   QStringLiteral("-a"), QStringLiteral("2"), QStringLiteral("-N"),
                   isEncrypted(form) ? QString::fromLatin1(passphrase()) : QString(),
                   QStringLiteral("-f"), target }))
            return false;
    }
    return true;
}

QString KeyFiles::encrypted(const QString &kind, const QString &cipher, int rounds,
                            const QString &words) const
{
    const QString target = path(kind, QStringLiteral("%1-%2").arg(cipher).arg(rounds));
    QFile::remove(target);
    QFile::copy(path(kind, QStringLiteral("openssh")), target);
    return run(QStringLiteral("ssh-keygen"),
               { QStringLiteral("-q"), QStringLiteral("-p"), QStringLiteral("-Z"), cipher,
                 QStringLiteral("-a"), QString::number(rounds), QStringLiteral("-N"), words,
                 QStringLiteral("-f"), target })
        ? target
        : QString();
}

QString KeyFiles::byOpenssl(const QString &kind, const QString &name,
                            const QStringList &words) const
{
    const QString target = m_directory.filePath(name);
    return run(QStringLiteral("openssl"),
               words
                   + QStringList{ QStringLiteral("-in"), path(kind, QStringLiteral("pkcs8")),
                                  QStringLiteral("-out"), target, QStringLiteral("-passout"),
                                  QStringLiteral("pass:") + QString::fromLatin1(passphrase()) })
        ? target
        : QString();
}

QString KeyFiles::write(const QString &name, const QByteArray &text) const
{
    QFile file(m_directory.filePath(name));
    if (file.open(QFile::WriteOnly)) {
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        file.write(text);
    }
    return file.fileName();
}

QByteArray KeyFiles::publicLine(const QString &kind) const
{
    return read(path(kind, QStringLiteral("openssh")) + QStringLiteral(".pub")).trimmed();
}

QByteArray KeyFiles::publicBlob(const QString &kind) const
{
    return QByteArray::fromBase64(publicLine(kind).split(' ').value(1));
}

QString KeyFiles::fingerprint(const QString &kind) const
{
    QProcess keygen;
    keygen.start(QStringLiteral("ssh-keygen"),
                 { QStringLiteral("-l"), QStringLiteral("-f"),
                   path(kind, QStringLiteral("openssh")) + QStringLiteral(".pub") });
    keygen.waitForFinished();
    return QString::fromLatin1(keygen.readAllStandardOutput().split(' ').value(1));
}

bool KeyFiles::run(const QString &program, const QStringList &arguments) const
{
    QProcess process;
    process.start(program, arguments);
    if (process.waitForFinished() && process.exitStatus() == QProcess::NormalExit
        && process.exitCode() == 0)
        return true;
    m_error = program + u' ' + arguments.join(u' ') + u'\n'
        + QString::fromLocal8Bit(process.readAllStandardError());
    return false;
}

bool signatureHolds(const QByteArray &publicBlob, const QByteArray &algorithm,
                    const QByteArray &data, const QByteArray &signature)
{
    EVP_PKEY *key = publicKey(publicBlob);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    const QByteArray bytes = algorithm.startsWith("ecdsa") ? derOf(signature) : signature;
    const bool good = key
        && EVP_DigestVerifyInit(context, nullptr, digestOf(algorithm), nullptr, key) == 1
        && EVP_DigestVerify(context, raw(bytes), size_t(bytes.size()), raw(data),
                            size_t(data.size()))
            == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(key);
    return good;
}

} // namespace support
