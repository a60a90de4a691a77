#include "profiles/exchange.h"
#include "profiles/awskeys.h"
#include "profiles/profilejson.h"
#include "profiles/sshsecrets.h"
#include "profiles/tunnelway.h"
#include "profiles/vaultcodec.h"
#include <QCoreApplication>
#include <QJsonDocument>
#include <QSet>
#include <QStringDecoder>

namespace profiles {

namespace {
using base::Error;

constexpr int version = 1;
const QByteArray sealedEntry = QByteArrayLiteral("export");

struct SecretMember {
    const char *name;
    base::Secret Secrets::*place;
};
constexpr std::array secretMembers{
    SecretMember{ "password", &Secrets::password },
    SecretMember{ "tlsKeyPassphrase", &Secrets::tlsKeyPassphrase },
    SecretMember{ "sentinelPassword", &Secrets::sentinelPassword },
};

/// Of each object in "tunnel": {"hops": [{…}]}.
struct HopSecretMember {
    const char *name;
    base::Secret HopSecrets::*place;
};
constexpr std::array hopSecretMembers{
    HopSecretMember{ "password", &HopSecrets::password },
    HopSecretMember{ "keyPassphrase", &HopSecrets::keyPassphrase },
    HopSecretMember{ "privateKey", &HopSecrets::privateKey },
};

constexpr QLatin1String awsKeysMember("awsKeys");
constexpr QLatin1String accessKeyIdMember("accessKeyId");
constexpr QLatin1String secretAccessKeyMember("secretAccessKey");
constexpr QLatin1String sessionTokenMember("sessionToken");

QStringList secretNames()
{
    QStringList names{ awsKeysMember };
    for (const SecretMember &member : secretMembers)
        names += QLatin1String(member.name);
    return names;
}

tl::unexpected<Error> invalid(const QString &text)
{
    return base::fail(Error::Kind::Invalid, text);
}

tl::unexpected<Error> notThis(const QString &member)
{
    return invalid(QCoreApplication::translate("profiles",
                                               "The member \"%1\" is not known or is not what it "
                                               "has to be.")
                       .arg(member));
}

/// Text as it stands; any other bytes as {"base64": "…"}.
QJsonValue secretValue(const base::Secret &secret)
{
    QByteArray bytes = secret.reveal();
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(bytes);
    QJsonValue value = text;
    if (decoder.hasError())
        value = QJsonObject{ { QStringLiteral("base64"), QString::fromLatin1(bytes.toBase64()) } };
    base::wipe(bytes);
    return value;
}

using Lookup = std::function<std::optional<QByteArray>(const QString &name)>;

bool isNameCharacter(QChar c, bool first)
{
    return c == u'_' || (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z')
        || (!first && c >= u'0' && c <= u'9');
}

/// ${NAME} replaced, "$${" as "${".
base::Result<QByteArray> resolved(const QString &text, const QString &member,
                                  const Lookup &environment)
{
    QByteArray out;
    qsizetype at = 0;
    while (at < text.size()) {
        const QStringView rest = QStringView(text).sliced(at);
        if (rest.startsWith(QLatin1String("$${"))) {
            out += "${";
            at += 3;
            continue;
        }
        if (!rest.startsWith(QLatin1String("${"))) {
            const qsizetype next = text.indexOf(u'$', at + 1);
            const qsizetype end = next < 0 ? text.size() : next;
            out += QStringView(text).sliced(at, end - at).toUtf8();
            at = end;
            continue;
        }
        qsizetype end = at + 2;
        while (end < text.size() && isNameCharacter(text[end], end == at + 2))
            ++end;
        if (end == at + 2 || end == text.size() || text[end] != u'}')
            return notThis(member);
        const QString name = text.sliced(at + 2, end - at - 2);
        const std::optional<QByteArray> value = environment ? environment(name) : std::nullopt;
        if (!value) {
            return base::fail(Error::Kind::NotFound,
                              QCoreApplication::translate(
                                  "profiles", "The environment variable %1 (in \"%2\") is not set.")
                                  .arg(name, member));
        }
        out += *value;
        at = end + 1;
    }
    return out;
}

base::Result<base::Secret> secretFrom(const QJsonValue &value, const QString &member, bool sealed,
                                      const Lookup &environment)
{
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        const QJsonValue encoded = object.value(QLatin1String("base64"));
        auto bytes = QByteArray::fromBase64Encoding(encoded.toString().toLatin1(),
                                                    QByteArray::AbortOnBase64DecodingErrors);
        if (object.size() != 1 || !encoded.isString() || !bytes)
            return notThis(member);
        base::Secret secret(bytes.decoded);
        base::wipe(bytes.decoded);
        return secret;
    }
    if (!value.isString())
        return notThis(member);
    if (sealed)
        return base::Secret(value.toString().toUtf8());
    auto bytes = resolved(value.toString(), member, environment);
    if (!bytes)
        return base::fail(bytes.error());
    base::Secret secret(*bytes);
    base::wipe(*bytes);
    return secret;
}

/// Half of a pair signs nothing, and is an error.
base::Result<base::Secret> awsKeysFrom(const QJsonValue &value, bool sealed,
                                       const Lookup &environment)
{
    if (!value.isObject())
        return notThis(awsKeysMember);
    QJsonObject object = value.toObject();
    base::Result<> wrong;
    const auto take = [&](QLatin1String name, bool required) {
        const QString path = awsKeysMember + u'.' + name;
        const QJsonValue each = object.take(name);
        if (!wrong || (each.isUndefined() && !required))
            return base::Secret();
        const auto secret = secretFrom(each, path, sealed, environment);
        if (!secret)
            wrong = base::fail(secret.error());
        else if (required && each == QString()) // of a variable it may be: it comes later
            wrong = notThis(path);
        return secret.value_or(base::Secret());
    };
    AwsKeys keys;
    keys.accessKeyId = QString::fromUtf8(take(accessKeyIdMember, true).reveal());
    keys.secretAccessKey = take(secretAccessKeyMember, true);
    keys.sessionToken = take(sessionTokenMember, false);
    if (!wrong)
        return base::fail(wrong.error());
    if (!object.isEmpty())
        return notThis(awsKeysMember + u'.' + object.keys().constFirst());
    return keys.sealed();
}

base::Result<> putAwsKeys(QJsonObject &object, const base::Secret &sealed)
{
    const auto keys = AwsKeys::opened(sealed);
    if (!keys)
        return base::fail(keys.error());
    if (keys->isEmpty())
        return {};
    QJsonObject out{ { accessKeyIdMember, keys->accessKeyId },
                     { secretAccessKeyMember, secretValue(keys->secretAccessKey) } };
    if (!keys->sessionToken.isEmpty())
        out.insert(sessionTokenMember, secretValue(keys->sessionToken));
    object.insert(awsKeysMember, out);
    return {};
}

QJsonArray hopsOf(const QJsonObject &profile)
{
    return profile.value(QLatin1String("tunnel")).toObject().value(QLatin1String("hops")).toArray();
}

void setHops(QJsonObject &profile, const QJsonArray &hops)
{
    QJsonObject tunnel = profile.value(QLatin1String("tunnel")).toObject();
    tunnel.insert(QStringLiteral("hops"), hops);
    profile.insert(QStringLiteral("tunnel"), tunnel);
}

/// Takes the secrets out of the hops, which are then what a profile has.
base::Result<SshSecrets> takeHopSecrets(QJsonObject &object, bool sealed, const Lookup &environment)
{
    SshSecrets secrets;
    QJsonArray hops = hopsOf(object);
    for (qsizetype i = 0; i < qMin(hops.size(), mostSshHops); ++i) {
        QJsonObject hop = hops[i].toObject();
        for (const HopSecretMember &member : hopSecretMembers) {
            const QJsonValue value = hop.take(QLatin1String(member.name));
            if (value.isUndefined())
                continue;
            const QString path =
                QStringLiteral("tunnel.hops[%1].%2").arg(i).arg(QLatin1String(member.name));
            auto secret = secretFrom(value, path, sealed, environment);
            if (!secret)
                return base::fail(secret.error());
            secrets.at(i).*member.place = *secret;
        }
        if (hops[i].isObject())
            hops[i] = hop;
    }
    if (!secrets.hops.isEmpty())
        setHops(object, hops);
    return secrets;
}

void putHopSecrets(QJsonObject &object, const Exchanged &one)
{
    const auto secrets = SshSecrets::opened(one.secrets.ssh);
    if (!secrets)
        return;
    const SshSecrets fitting = secrets->fitting(one.profile.tunnel);
    QJsonArray hops = hopsOf(object);
    for (qsizetype i = 0; i < hops.size(); ++i) {
        QJsonObject hop = hops[i].toObject();
        for (const HopSecretMember &member : hopSecretMembers) {
            const base::Secret secret = fitting.of(i).*member.place;
            if (!secret.isEmpty())
                hop.insert(QLatin1String(member.name), secretValue(secret));
        }
        hops[i] = hop;
    }
    if (!fitting.isEmpty() && !hops.isEmpty())
        setHops(object, hops);
}

/// Where a hop is silent about how it signs in, its secrets say it.
void followHopSecrets(Exchanged &one, SshSecrets secrets, const QJsonObject &object)
{
    const QJsonArray hops = hopsOf(object);
    for (qsizetype i = 0; i < one.profile.tunnel.hops.size(); ++i) {
        SshHop &hop = one.profile.tunnel.hops[i];
        if (hops[i].toObject().contains(QLatin1String("auth")) || !hop.keyFile.isEmpty())
            continue;
        if (!secrets.of(i).privateKey.isEmpty())
            hop.auth = SshAuth::StoredKey;
        else if (!secrets.of(i).password.isEmpty())
            hop.auth = SshAuth::Password;
    }
    secrets.bindTo(one.profile.tunnel);
    one.secrets.ssh = secrets.sealed();
}

/// What a secret says about the profile where the profile itself is silent.
void followSecrets(Exchanged &one, const QJsonObject &object)
{
    if (!object.contains(QLatin1String("authentication"))) {
        if (!one.profile.user.isEmpty())
            one.profile.authentication = Authentication::AclUser;
        else if (!one.secrets.password.isEmpty())
            one.profile.authentication = Authentication::Password;
    }
    if (!one.secrets.sentinelPassword.isEmpty())
        one.profile.sentinel.signsIn = true;
}

base::Result<Exchanged> readOne(QJsonObject object, bool sealed, const Lookup &environment)
{
    const auto ofHops = takeHopSecrets(object, sealed, environment);
    if (!ofHops)
        return base::fail(ofHops.error());
    auto profile = readExportedProfile(object, secretNames());
    if (!profile)
        return base::fail(profile.error());
    Exchanged one;
    one.profile = *profile;
    for (const SecretMember &member : secretMembers) {
        const QString name = QLatin1String(member.name);
        if (!object.contains(name))
            continue;
        auto secret = secretFrom(object.value(name), name, sealed, environment);
        if (!secret)
            return base::fail(secret.error());
        one.secrets.*member.place = *secret;
    }
    if (const QJsonValue value = object.value(awsKeysMember); !value.isUndefined()) {
        auto keys = awsKeysFrom(value, sealed, environment);
        if (!keys)
            return base::fail(keys.error());
        one.secrets.aws = *keys;
    }
    followSecrets(one, object);
    followHopSecrets(one, *ofHops, object);
    return one;
}

base::Result<QList<Exchanged>> readRoot(const QJsonObject &root, bool sealed,
                                        const Lookup &environment)
{
    for (const QString &member : root.keys()) {
        if (member != QLatin1String("larder") && member != QLatin1String("profiles"))
            return notThis(member);
    }
    const QJsonValue list = root.value(QLatin1String("profiles"));
    if (!list.isArray())
        return notThis(QStringLiteral("profiles"));
    QList<Exchanged> out;
    for (const QJsonValue entry : list.toArray()) {
        if (!entry.isObject())
            return notThis(QStringLiteral("profiles"));
        auto one = readOne(entry.toObject(), sealed, environment);
        if (!one)
            return base::fail(one.error());
        out += *one;
    }
    return out;
}

base::Result<QJsonObject> parsed(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject()) {
        return base::fail(
            Error::Kind::Invalid,
            QCoreApplication::translate("profiles", "This is not an export of Larder."),
            error.error == QJsonParseError::NoError ? QByteArray() : error.errorString().toUtf8());
    }
    return document.object();
}

bool isExport(const QJsonObject &root)
{
    return root.contains(QLatin1String("larder")) || root.contains(QLatin1String("profiles"))
        || root.contains(QLatin1String("sealed"));
}

base::Result<QByteArray> unseal(const QJsonObject &root, const base::Secret &password)
{
    for (const QString &member : root.keys()) {
        if (member != QLatin1String("larder") && member != QLatin1String("sealed"))
            return notThis(member);
    }
    const auto file =
        QByteArray::fromBase64Encoding(root.value(QLatin1String("sealed")).toString().toLatin1(),
                                       QByteArray::AbortOnBase64DecodingErrors);
    if (!file || !vault::check(file.decoded))
        return invalid(QCoreApplication::translate("profiles", "The sealed export is damaged."));
    if (password.isEmpty()) {
        return base::fail(
            Error::Kind::Auth,
            QCoreApplication::translate("profiles",
                                        "This export is sealed. Give the password it was sealed "
                                        "with."));
    }
    auto opened = vault::open(file.decoded, password);
    if (!opened && opened.error().kind == Error::Kind::Auth) {
        return base::fail(
            Error::Kind::Auth,
            QCoreApplication::translate("profiles",
                                        "This is not the password that the export was sealed "
                                        "with."));
    }
    if (!opened)
        return base::fail(opened.error());
    if (!opened->entries.contains(sealedEntry))
        return invalid(QCoreApplication::translate("profiles", "The sealed export is damaged."));
    return opened->entries.value(sealedEntry).reveal();
}

base::Result<> checkVersion(const QJsonObject &root)
{
    const QJsonValue number = root.value(QLatin1String("larder"));
    if (!number.isDouble())
        return notThis(QStringLiteral("larder"));
    if (number.toDouble() != version)
        return invalid(QCoreApplication::translate(
            "profiles", "The export was made by a newer version of Larder."));
    return {};
}
} // namespace

base::Result<QByteArray> exportProfiles(const QList<Exchanged> &profiles,
                                        const base::Secret &password)
{
    QJsonArray list;
    for (const Exchanged &one : profiles) {
        QJsonObject object = exportedProfile(one.profile);
        for (const SecretMember &member : secretMembers) {
            const base::Secret &secret = one.secrets.*member.place;
            if (!password.isEmpty() && !secret.isEmpty())
                object.insert(QLatin1String(member.name), secretValue(secret));
        }
        if (!password.isEmpty()) {
            putHopSecrets(object, one);
            if (const auto put = putAwsKeys(object, one.secrets.aws); !put)
                return base::fail(put.error());
        }
        // Said aloud, since silence would be filled in from a user or a password: followSecrets().
        if (one.profile.authentication == Authentication::None)
            object.insert(QStringLiteral("authentication"), QStringLiteral("none"));
        list += object;
    }
    QJsonObject root{ { QStringLiteral("larder"), version } };
    root.insert(QStringLiteral("profiles"), list);
    if (password.isEmpty())
        return QJsonDocument(root).toJson();

    auto key = vault::newKey(password, vault::Cost::moderate());
    if (!key)
        return base::fail(key.error());
    QByteArray content = QJsonDocument(root).toJson(QJsonDocument::Compact);
    const QByteArray sealed = vault::seal(*key, { { sealedEntry, base::Secret(content) } });
    base::wipe(content);
    return QJsonDocument(
               QJsonObject{ { QStringLiteral("larder"), version },
                            { QStringLiteral("sealed"), QString::fromLatin1(sealed.toBase64()) } })
        .toJson();
}

bool isSealedExport(const QByteArray &json)
{
    const auto root = parsed(json);
    return root && root->value(QLatin1String("larder")).isDouble()
        && root->value(QLatin1String("sealed")).isString();
}

base::Result<QList<Exchanged>> readExport(const QByteArray &json, const base::Secret &password,
                                          const Lookup &environment)
{
    const auto root = parsed(json);
    if (!root)
        return base::fail(root.error());
    if (!isExport(*root)) {
        auto one = readOne(*root, false, environment);
        if (!one)
            return base::fail(one.error());
        return QList<Exchanged>{ *one };
    }
    if (auto known = checkVersion(*root); !known)
        return base::fail(known.error());
    if (!root->contains(QLatin1String("sealed")))
        return readRoot(*root, false, environment);
    auto content = unseal(*root, password);
    if (!content)
        return base::fail(content.error());
    const auto inner = parsed(*content);
    base::wipe(*content);
    if (!inner)
        return base::fail(inner.error());
    if (auto known = checkVersion(*inner); !known)
        return base::fail(known.error());
    return readRoot(*inner, true, {});
}

} // namespace profiles
