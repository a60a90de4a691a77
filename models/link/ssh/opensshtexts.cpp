#include "link/ssh/opensshtexts.h"
#include "link/ssh/ssherrors.h"
#include "profiles/profile.h"
#include <QCoreApplication>
#include <QRegularExpression>
#include <array>

namespace links {

using Cause = base::Error::Cause;
using Kind = base::Error::Kind;

namespace {

constexpr qsizetype mostWords = 8192;

QRegularExpressionMatch find(const QString &text, const char *pattern)
{
    return QRegularExpression(QLatin1String(pattern), QRegularExpression::MultilineOption)
        .match(text);
}

QString asText(const QByteArray &words)
{
    QString text = QString::fromUtf8(words.right(mostWords));
    return text.remove(QLatin1Char('\r'));
}

/// "[bastion]:2222" or "bastion".
profiles::HostPort placeOf(const QString &text)
{
    const auto bracketed = find(text, R"(^\[([^\]\n]+)\]:(\d{1,5})$)");
    if (bracketed.hasMatch())
        return { bracketed.captured(1), bracketed.captured(2).toUShort() };
    return { text, 22 };
}

QString addressOf(const QString &text)
{
    return placeOf(text).toString();
}

OpenSshQuestion hostKeyQuestion(const QString &text, const QRegularExpressionMatch &about)
{
    OpenSshQuestion question;
    question.kind = OpenSshQuestion::Kind::HostKey;
    const profiles::HostPort place = placeOf(about.captured(1));
    question.host = place.host;
    question.port = place.port;
    const auto key = find(text, R"(^(\S+) key fingerprint is (\S+?)\.?$)");
    question.keyType = key.captured(1);
    question.fingerprint = key.captured(2);
    if (text.contains(QLatin1String("keys of different type are already known")))
        question.storedTypes = QCoreApplication::translate("link", "another type");
    question.text = text;
    return question;
}

/// What a question is about, by ssh's own forms of it.
struct Form {
    const char *pattern; ///< (1) user, (2) host, or (1) the file of a passphrase
    OpenSshQuestion::Kind kind;
};
constexpr std::array forms{
    Form{ R"(^([^\s@]+)@(\S+)'s password:)", OpenSshQuestion::Kind::Password },
    Form{ R"(^\(([^\s@]+)@([^\s)]+)\) [Pp]assword:\s*$)", OpenSshQuestion::Kind::Password },
    Form{ R"(^\(([^\s@]+)@([^\s)]+)\) )", OpenSshQuestion::Kind::Interactive },
    Form{ R"(^Enter passphrase for (?:key )?'?(.+?)'?:\s*$)",
          OpenSshQuestion::Kind::KeyPassphrase },
};

/// What ssh said last, for a person to read: not all of a long banner.
QByteArray tail(const QByteArray &words)
{
    return words.trimmed().right(2000);
}

base::Error programFailed(const QByteArray &words, const OpenSshNames &names)
{
    QString last = asText(words).trimmed();
    last = last.sliced(last.lastIndexOf(QLatin1Char('\n')) + 1).left(200);
    for (QChar &c : last) {
        if (!c.isPrint())
            c = QChar(QChar::ReplacementCharacter);
    }
    const QString text = last.isEmpty()
        ? QCoreApplication::translate("link", "The program %1 ended without a word.")
              .arg(names.program)
        : QCoreApplication::translate("link", "The program %1 could not open the tunnel: %2")
              .arg(names.program, last);
    return { Kind::Network, text, tail(words), Cause::SshProgramFailed };
}

std::optional<base::Error> hostKeyTrouble(const QString &text, const QByteArray &words,
                                          const OpenSshNames &names)
{
    const auto revoked = find(text, R"(^The \S+ host key for (\S+) is marked as revoked)");
    if (revoked.hasMatch()) {
        return base::Error{
            Kind::Network,
            QCoreApplication::translate(
                "link",
                "The SSH host key of %1 is marked as revoked on this computer: whoever shows it "
                "may not be the bastion. Nothing was sent. Ask your administrator for the new key.")
                .arg(addressOf(revoked.captured(1))),
            tail(words), Cause::HostKeyRevoked
        };
    }
    if (text.contains(QLatin1String("REMOTE HOST IDENTIFICATION HAS CHANGED"))) {
        const auto host = find(text, R"(^Host key for (\S+) has changed)");
        const auto print = find(text, R"(^((?:SHA256|MD5|SHA1|SHA512):\S+?)\.?$)");
        return base::Error{
            Kind::Network,
            QCoreApplication::translate(
                "link",
                "The SSH host key of %1 has changed. The bastion was rebuilt, or someone is "
                "intercepting. Nothing was sent. Compare the new fingerprint with your "
                "administrator: %2")
                .arg(host.hasMatch() ? addressOf(host.captured(1)) : names.bastion,
                     print.captured(1)),
            tail(words), Cause::HostKeyChanged
        };
    }
    const auto unknown = find(text, R"(^No (\S+) host key is known for (\S+) and you have)");
    if (unknown.hasMatch()
        || !find(text, R"(^Host key verification failed\.)").captured(0).isEmpty()) {
        return base::Error{ Kind::Network,
                            QCoreApplication::translate(
                                "link",
                                "The SSH host key of %1 is not known, and this connection accepts "
                                "only known ones. Nothing was sent. Add it to known_hosts once "
                                "your administrator has confirmed it.")
                                .arg(unknown.hasMatch() ? addressOf(unknown.captured(2))
                                                        : names.bastion),
                            tail(words), Cause::HostKeyUnknown };
    }
    return std::nullopt;
}

/// A TCP connection that `ssh` made, or a stream that a jump host made for it.
std::optional<base::Error> wayTrouble(const QString &text, const QByteArray &words,
                                      const OpenSshNames &names)
{
    base::Error why{ Kind::Network, {}, tail(words) };
    const auto name = find(text, R"(Could not resolve hostname (.+?): )");
    if (name.hasMatch()) {
        why.cause = Cause::HostNotFound;
        return ssherrors::unreachable(name.captured(1), 22, why);
    }
    const auto connect = find(text, R"(connect to host (\S+) port (\d{1,5}): (.*)$)");
    if (connect.hasMatch()) {
        const bool refused = connect.captured(3).contains(QLatin1String("refused"));
        why.cause = refused ? Cause::Refused : Cause::Silent;
        if (connect.captured(3).contains(QLatin1String("timed out")))
            why.kind = Kind::Timeout;
        return ssherrors::unreachable(connect.captured(1), connect.captured(2).toUShort(), why);
    }
    const auto stream = find(text, R"(^channel \d+: open failed: .*$)");
    if (!stream.hasMatch())
        return std::nullopt;
    const auto refusal = readOpenSshRefusal(stream.captured(0).toUtf8());
    if (refusal && refusal->reason == 1) {
        return base::Error{ Kind::NotPermitted,
                            QCoreApplication::translate(
                                "link",
                                "A bastion on the way to %1 forbids port forwarding "
                                "(AllowTcpForwarding, PermitOpen). Ask its administrator.")
                                .arg(names.bastion),
                            tail(words), Cause::ForwardingForbidden };
    }
    return base::Error{
        Kind::Network,
        QCoreApplication::translate(
            "link",
            "The bastion before %1 cannot reach it. Check its address and its security group.")
            .arg(names.bastion),
        tail(words), Cause::BastionUnreachable
    };
}

std::optional<base::Error> configTrouble(const QString &text, const QByteArray &words,
                                         const OpenSshNames &names)
{
    const auto line = find(text,
                           R"(^(.*(?:Bad configuration option|Bad owner or permissions on|)"
                           R"(Can't open user config file|[Uu]nsupported option|jumphost loop|)"
                           R"(line \d+: [Bb]ad |line \d+: [Mm]issing ).*)$)");
    if (!line.hasMatch())
        return std::nullopt;
    auto why = programFailed(line.captured(1).toUtf8(), names);
    why.detail = tail(words);
    return why;
}

std::optional<base::Error> keyTrouble(const QString &text, const QByteArray &words)
{
    const auto load = find(text, R"re(^Load key "(.+)": (.+)$)re");
    const auto missing = find(text, R"re(Identity file (.+) not accessible: (.+?)\.?$)re");
    const QRegularExpressionMatch &found = load.hasMatch() ? load : missing;
    if (!found.hasMatch())
        return std::nullopt;
    const QString why = found.captured(2);
    if (why.contains(QLatin1String("incorrect passphrase"))) {
        return base::Error{ Kind::Auth,
                            QCoreApplication::translate(
                                "link",
                                "The passphrase does not open the key %1. Enter the right one.")
                                .arg(found.captured(1)),
                            tail(words), Cause::SshKeyPassphrase };
    }
    const QString text_ = why.contains(QLatin1String("bad permissions"))
        ? QCoreApplication::translate(
              "link",
              "ssh does not use the key %1, since others may read it. Take that right away "
              "(chmod 600) and connect again.")
              .arg(found.captured(1))
        : QCoreApplication::translate("link", "ssh cannot read the key %1 (%2).")
              .arg(found.captured(1), why);
    return base::Error{ Kind::Auth, text_, tail(words), Cause::SshKeyUnreadable };
}

std::optional<base::Error> signInTrouble(const QString &text, const QByteArray &words,
                                         const OpenSshNames &names)
{
    const auto refused = find(text, R"(^(?:(\S+)@(\S+): )?Permission denied \(([^)\n]*)\)\.?$)");
    const bool tooMany = text.contains(QLatin1String("Too many authentication failures"));
    if (!refused.hasMatch() && !tooMany)
        return std::nullopt;
    if (!tooMany) {
        if (const auto key = keyTrouble(text, words))
            return key;
    }
    const bool named = !refused.captured(2).isEmpty();
    const bool isOurs = !named || names.bastion.startsWith(refused.captured(2) + QLatin1Char(':'));
    auto why = ssherrors::signInRefused(
        isOurs ? names.bastion : refused.captured(2), named ? refused.captured(1) : names.user,
        refused.captured(3).split(QLatin1Char(','), Qt::SkipEmptyParts), {});
    if (tooMany) {
        why.text = QCoreApplication::translate(
                       "link",
                       "%1 ended the sign-in after too many attempts. If an agent holds many keys, "
                       "name the one to use.")
                       .arg(names.bastion);
    }
    why.detail = tail(words);
    return why;
}

std::optional<base::Error> exchangeTrouble(const QString &text, const QByteArray &words,
                                           const OpenSshNames &names)
{
    const auto offer = find(text, R"(no matching (.+?) found\. Their offer: (.*)$)");
    if (offer.hasMatch()) {
        return base::Error{
            Kind::Protocol,
            QCoreApplication::translate(
                "link", "%1 and ssh have nothing in common (%2). The bastion offers only: %3")
                .arg(names.bastion, offer.captured(1), offer.captured(2).left(200)),
            tail(words), Cause::SshNoCommonMethod
        };
    }
    if (text.contains(QLatin1String("banner line contains invalid characters"))
        || text.contains(QLatin1String("banner line too long"))
        || text.contains(QLatin1String("No banner received"))
        || text.contains(QLatin1String("Protocol major versions differ"))) {
        return ssherrors::notSsh(names.bastion, words.trimmed());
    }
    if (text.contains(QLatin1String("during banner exchange"))) {
        if (text.contains(QLatin1String("timed out")))
            return ssherrors::silent(names.bastion, names.timeout);
        return ssherrors::closed(names.bastion, tail(words));
    }
    const auto ended = find(
        text,
        R"(^(?:kex_exchange_identification: |ssh_exchange_identification: |)"
        R"((?:Connection|Received disconnect|Disconnected|Read) (?:closed |reset |to |from )))");
    if (ended.hasMatch())
        return ssherrors::closed(names.bastion, tail(words));
    return std::nullopt;
}

} // namespace

OpenSshQuestion readOpenSshQuestion(const QByteArray &bytes, const QByteArray &hint)
{
    const QString text = asText(bytes);
    const auto about = find(text, R"(^The authenticity of host '(\S+?)(?: \(.*\))?' can't be)");
    if (about.hasMatch())
        return hostKeyQuestion(text, about);
    OpenSshQuestion question;
    question.text = text.trimmed();
    if (hint == "none" || hint == "confirm") {
        question.kind =
            hint == "none" ? OpenSshQuestion::Kind::Notice : OpenSshQuestion::Kind::Confirm;
        return question;
    }
    for (const Form &form : forms) {
        const auto match = find(text, form.pattern);
        if (!match.hasMatch() || match.capturedStart() != 0)
            continue;
        question.kind = form.kind;
        if (form.kind == OpenSshQuestion::Kind::KeyPassphrase) {
            question.keyFile = match.captured(1);
        } else {
            question.user = match.captured(1);
            question.host = match.captured(2);
        }
        if (form.kind == OpenSshQuestion::Kind::Password)
            question.method = text.startsWith(QLatin1Char('('))
                ? QStringLiteral("keyboard-interactive")
                : QStringLiteral("password");
        if (text.startsWith(QLatin1Char('(')))
            question.text =
                text.sliced(text.indexOf(QLatin1String(") "), match.capturedStart(2)) + 2)
                    .trimmed();
        return question;
    }
    if (text.contains(QLatin1String("yes/no")))
        question.kind = OpenSshQuestion::Kind::Confirm;
    return question;
}

std::optional<OpenSshSignIn> readOpenSshSignIn(const QByteArray &line)
{
    const auto match =
        find(asText(line), R"re(^Authenticated to (\S+) \(.*\) using "([a-z-]+)"\.\s*$)re");
    if (!match.hasMatch())
        return std::nullopt;
    return OpenSshSignIn{ match.captured(1), match.captured(2) };
}

std::optional<OpenSshRefusal> readOpenSshRefusal(const QByteArray &line)
{
    const auto match = find(asText(line), R"(^channel \d+: open failed: ([^:\n]+)(?:: (.*))?$)");
    if (!match.hasMatch())
        return std::nullopt;
    static const QStringList reasons{ QStringLiteral("administratively prohibited"),
                                      QStringLiteral("connect failed"),
                                      QStringLiteral("unknown channel type"),
                                      QStringLiteral("resource shortage") };
    OpenSshRefusal refusal;
    refusal.reason = quint32(reasons.indexOf(match.captured(1).trimmed()) + 1);
    refusal.words = match.captured(match.captured(2).isEmpty() ? 1 : 2).trimmed().toUtf8();
    return refusal;
}

base::Error openSshExitError(const QByteArray &words, const OpenSshNames &names)
{
    const QString text = asText(words);
    if (const auto why = hostKeyTrouble(text, words, names))
        return *why;
    if (const auto why = configTrouble(text, words, names))
        return *why;
    if (const auto why = wayTrouble(text, words, names))
        return *why;
    if (const auto why = signInTrouble(text, words, names))
        return *why;
    if (const auto why = exchangeTrouble(text, words, names))
        return *why;
    return programFailed(words, names);
}

base::Error openSshLossError(const QByteArray &words, const OpenSshNames &names)
{
    const QString text = asText(words);
    const bool silent = find(text, R"(^Timeout, server \S+ not responding)").hasMatch();
    return { Kind::Network,
             silent
                 ? QCoreApplication::translate(
                       "link", "The SSH connection to %1 was lost: the bastion no longer answers.")
                       .arg(names.bastion)
                 : QCoreApplication::translate("link", "The SSH connection to %1 was lost.")
                       .arg(names.bastion),
             tail(words), Cause::TunnelLost };
}

} // namespace links
