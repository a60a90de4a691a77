#include "link/ssh/keytext.h"
#include <QCoreApplication>
#include <QStringDecoder>
#include <array>
#include <openssl/err.h>

namespace links {

namespace {

constexpr std::array publicTypes{ "ssh-rsa",
                                  "ssh-ed25519",
                                  "ssh-dss",
                                  "ecdsa-sha2-nistp256",
                                  "ecdsa-sha2-nistp384",
                                  "ecdsa-sha2-nistp521",
                                  "sk-ssh-ed25519@openssh.com",
                                  "sk-ecdsa-sha2-nistp256@openssh.com" };

bool isUsable(const QByteArray &label)
{
    return label == "OPENSSH PRIVATE KEY" || label == "RSA PRIVATE KEY" || label == "EC PRIVATE KEY"
        || label == "PRIVATE KEY" || label == "ENCRYPTED PRIVATE KEY";
}

/// What a block of another label says about the file; nothing where it only accompanies a key.
std::optional<KeyFailure> meaningOf(const QByteArray &label)
{
    if (label == "DSA PRIVATE KEY")
        return KeyFailure{ KeyFault::Dsa, {} };
    if (label.endsWith("PUBLIC KEY"))
        return KeyFailure{ KeyFault::PublicKey, {} };
    if (label.endsWith("CERTIFICATE"))
        return KeyFailure{ KeyFault::Certificate, {} };
    if (label.contains("PRIVATE KEY"))
        return KeyFailure{ KeyFault::OtherForm, QString::fromLatin1(label.left(64)) };
    return std::nullopt;
}

/// PowerShell's `>` makes UTF-16 of what EC2 gave; keys in JSON have "\n" written out.
Wiped plainText(const QByteArray &text)
{
    Wiped plain;
    if (text.startsWith("\xff\xfe") || text.startsWith("\xfe\xff")) {
        QString decoded = QStringDecoder(QStringConverter::Utf16)(text);
        plain.bytes = decoded.toUtf8();
        decoded.fill(QChar(u'\0'));
    } else {
        plain.bytes = QByteArray(text.constData(), text.size());
    }
    plain.bytes.replace("\\n", "\n");
    return plain;
}

/// Lines before an empty one, where they look like "Name: value".
QByteArray headersIn(QByteArrayView &body)
{
    QByteArray headers;
    qsizetype at = 0;
    bool first = true;
    while (at < body.size()) {
        const qsizetype end = body.indexOf('\n', at);
        const QByteArrayView line = body.sliced(at, (end < 0 ? body.size() : end) - at).trimmed();
        at = end < 0 ? body.size() : end + 1;
        if (std::exchange(first, false) && line.isEmpty())
            continue; // the rest of the BEGIN line
        if (line.isEmpty()) {
            body = headers.isEmpty() ? body : body.sliced(at);
            return headers;
        }
        if (headers.isEmpty() && !line.contains(':'))
            return {};
        headers += line;
        headers += '\n';
    }
    return {};
}

KeyResult<KeyBlock> decoded(const QByteArray &label, QByteArrayView body)
{
    KeyBlock block{ label, headersIn(body), {} };
    Wiped stripped;
    stripped.bytes.reserve(body.size());
    for (const char c : body) {
        if (c != '\n' && c != '\r' && c != ' ' && c != '\t')
            stripped.bytes += c;
    }
    auto base64 =
        QByteArray::fromBase64Encoding(stripped.bytes, QByteArray::AbortOnBase64DecodingErrors);
    if (!base64 || base64.decoded.isEmpty())
        return noKey(KeyFault::Damaged);
    block.body.bytes = std::move(base64.decoded);
    return block;
}

KeyFailure withoutBlocks(QByteArrayView text)
{
    const QByteArrayView start = text.trimmed();
    if (start.startsWith("PuTTY-User-Key-File-"))
        return { KeyFault::PuttyKey, {} };
    if (start.startsWith("SSH PRIVATE KEY FILE FORMAT 1."))
        return { KeyFault::Ssh1, {} };
    if (start.startsWith("---- BEGIN SSH2 PUBLIC KEY ----"))
        return { KeyFault::PublicKey, {} };
    if (start.startsWith("---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----"))
        return { KeyFault::OtherForm, QStringLiteral("SSH2") };
    const QByteArray word = start.first(std::min<qsizetype>(start.size(), 80)).toByteArray();
    const QByteArray type = word.left(std::max<qsizetype>(word.indexOf(' '), 0));
    if (type.contains("-cert-v01@"))
        return { KeyFault::Certificate, {} };
    if (std::find(publicTypes.begin(), publicTypes.end(), type) != publicTypes.end())
        return { KeyFault::PublicKey, {} };
    return { start.isEmpty() ? KeyFault::Empty : KeyFault::NoKey, {} };
}

QByteArrayView withoutMark(QByteArrayView text)
{
    return text.startsWith("\xef\xbb\xbf") ? text.sliced(3) : text;
}

} // namespace

KeyResult<KeyBlock> privateBlockIn(const QByteArray &text)
{
    constexpr QByteArrayView begin("-----BEGIN ");
    constexpr QByteArrayView dashes("-----");
    const Wiped plain = plainText(text);
    const QByteArrayView all = withoutMark(plain.bytes);
    std::optional<KeyFailure> meaning;
    for (qsizetype at = all.indexOf(begin); at >= 0; at = all.indexOf(begin, at)) {
        at += begin.size();
        const qsizetype close = all.indexOf(dashes, at);
        if (close < 0 || close - at > 64) {
            if (!meaning)
                meaning = KeyFailure{ KeyFault::Truncated, {} };
            continue;
        }
        const QByteArray label = all.sliced(at, close - at).toByteArray();
        at = close + dashes.size();
        const qsizetype end = all.indexOf("-----END " + label + dashes.toByteArray(), at);
        if (isUsable(label))
            return end < 0 ? noKey(KeyFault::Truncated) : decoded(label, all.sliced(at, end - at));
        if (!meaning)
            meaning = meaningOf(label);
    }
    return tl::unexpected(meaning.value_or(withoutBlocks(all)));
}

std::optional<QByteArray> publicBlobOfLine(const QByteArray &text)
{
    const QByteArrayView line = withoutMark(text).trimmed();
    const QList<QByteArray> words =
        line.first(std::min<qsizetype>(line.size(), 16384)).toByteArray().simplified().split(' ');
    if (words.size() < 2)
        return std::nullopt;
    const auto blob =
        QByteArray::fromBase64Encoding(words[1], QByteArray::AbortOnBase64DecodingErrors);
    if (!blob || keyTypeOf(blob.decoded) != words[0] || !canSignIn(blob.decoded))
        return std::nullopt;
    return blob.decoded;
}

KeyResult<PrivateKey> openedKey(const KeyBlock &block, QByteArrayView passphrase)
{
    auto key = block.label == "OPENSSH PRIVATE KEY" ? openedOpenSsh(block.body.bytes, passphrase)
                                                    : openedPem(block, passphrase);
    ERR_clear_error(); // the queue is the thread's, and TLS reads it too
    return key;
}

namespace {

const char *sentence(const KeyFailure &failure)
{
    switch (failure.fault) {
    case KeyFault::Empty:
        return QT_TRANSLATE_NOOP("link", "%1 is empty. Choose the file of a private key.");
    case KeyFault::NoKey:
        return QT_TRANSLATE_NOOP(
            "link",
            "%1 holds no private key. It has to be a key in OpenSSH or PEM form, whose first "
            "line says BEGIN … PRIVATE KEY.");
    case KeyFault::PublicKey:
        return QT_TRANSLATE_NOOP(
            "link",
            "%1 is a public key. Choose the private key that belongs to it, usually the file "
            "of the same name without .pub.");
    case KeyFault::Certificate:
        return QT_TRANSLATE_NOOP("link",
                                 "%1 is a certificate. Choose the private key that belongs to it.");
    case KeyFault::PuttyKey:
        return QT_TRANSLATE_NOOP(
            "link", "%1 is a key of PuTTY. Convert it: puttygen key.ppk -O private-openssh -o key");
    case KeyFault::HardwareKey:
        return QT_TRANSLATE_NOOP("link",
                                 "The key %1 rests in a hardware token (FIDO), which the built-in "
                                 "SSH cannot use. Use the OpenSSH backend.");
    case KeyFault::Dsa:
        return QT_TRANSLATE_NOOP(
            "link",
            "%1 is a DSA key, which servers no longer accept. Make a new one: ssh-keygen -t "
            "ed25519");
    case KeyFault::Ssh1:
        return QT_TRANSLATE_NOOP(
            "link",
            "%1 is a key of SSH version 1, which servers no longer accept. Make a new one: "
            "ssh-keygen -t ed25519");
    case KeyFault::OtherForm:
        return QT_TRANSLATE_NOOP(
            "link",
            "%1 is a private key in a form that is not supported (%2). Convert it to OpenSSH "
            "or PEM form with the program that made it.");
    case KeyFault::Truncated:
        return QT_TRANSLATE_NOOP(
            "link",
            "%1 ends in the middle of the key. Copy it again as a whole, up to its END line.");
    case KeyFault::Damaged:
        return QT_TRANSLATE_NOOP(
            "link",
            "%1 has the form of a private key, but its content is damaged. Copy it again "
            "from where it was made.");
    case KeyFault::SeveralKeys:
        return QT_TRANSLATE_NOOP(
            "link", "%1 does not hold exactly one key. Give each key a file of its own.");
    case KeyFault::RsaTooShort:
        return QT_TRANSLATE_NOOP(
            "link",
            "%1 is an RSA key of %2 bits, which is not safe; 2048 are the least. Make a new "
            "one: ssh-keygen -t ed25519");
    case KeyFault::KindUnsupported:
        return QT_TRANSLATE_NOOP(
            "link",
            "%1 is a key of a kind that is not supported (%2). Use Ed25519, ECDSA (P-256, "
            "P-384, P-521) or RSA.");
    case KeyFault::CipherUnsupported:
        return failure.what.isEmpty()
            ? QT_TRANSLATE_NOOP(
                "link",
                "%1 is encrypted in a way that is not supported. Encrypt it anew: ssh-keygen -p "
                "-f key")
            : QT_TRANSLATE_NOOP(
                "link",
                "%1 is encrypted in a way that is not supported (%2). Encrypt it anew: ssh-keygen "
                "-p -f key");
    case KeyFault::TooManyRounds:
        return QT_TRANSLATE_NOOP(
            "link",
            "Trying a passphrase of the key %1 would take minutes: it is encrypted with too "
            "many rounds. Encrypt it with fewer: ssh-keygen -p -a 64 -f key");
    case KeyFault::PassphraseMissing:
        return QT_TRANSLATE_NOOP("link", "The key %1 is encrypted. Enter its passphrase.");
    case KeyFault::PassphraseWrong:
        return QT_TRANSLATE_NOOP("link",
                                 "The passphrase does not open the key %1. Enter the right one.");
    }
    return "";
}

} // namespace

base::Error keyError(const KeyFailure &failure, const QString &name)
{
    const bool passphrase =
        failure.fault == KeyFault::PassphraseMissing || failure.fault == KeyFault::PassphraseWrong;
    QString text = QCoreApplication::translate("link", sentence(failure));
    text = failure.what.isEmpty() ? text.arg(name) : text.arg(name, failure.what);
    return {
        passphrase ? base::Error::Kind::Auth : base::Error::Kind::Invalid, text,
        failure.fault == KeyFault::PassphraseWrong ? QByteArray("wrong passphrase") : QByteArray(),
        passphrase ? base::Error::Cause::SshKeyPassphrase : base::Error::Cause::SshKeyUnreadable
    };
}

} // namespace links
