#include "link/ssh/knownhosts.h"
#include "link/ssh/identity.h"
#include "profiles/tunnelway.h"
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMessageAuthenticationCode>
#include <QMutex>
#include <QSaveFile>
#include <array>

namespace links {

namespace {

constexpr qint64 largest = 16 * 1024 * 1024;
constexpr quint16 standardPort = 22;
constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr std::array usableTypes{ "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384",
                                  "ecdsa-sha2-nistp521", "ssh-rsa" };

bool isBlank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/// The next word of a line; `at` then stands behind it.
QByteArray wordAt(const QByteArray &line, qsizetype &at)
{
    while (at < line.size() && isBlank(line[at]))
        ++at;
    const qsizetype from = at;
    while (at < line.size() && !isBlank(line[at]))
        ++at;
    return line.sliced(from, at - from);
}

/// As the files have it. Names are compared in small letters.
QByteArray nameOf(const QString &host, quint16 port)
{
    const QByteArray name = profiles::plainSshHost(host).toUtf8().toLower();
    return port == standardPort ? name : '[' + name + "]:" + QByteArray::number(port);
}

/// `*` and `?`; without recursion, since a line may hold any number of them.
bool fitsPattern(QByteArrayView name, QByteArrayView pattern)
{
    qsizetype n = 0;
    qsizetype p = 0;
    qsizetype star = -1;
    qsizetype resume = 0;
    while (n < name.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = n;
        } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == name[n])) {
            ++p;
            ++n;
        } else if (star >= 0) {
            p = star + 1;
            n = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*')
        ++p;
    return p == pattern.size();
}

/// "|1|salt|hash": the salt is the key of an HMAC-SHA1 of the name.
bool fitsHash(const QByteArray &name, const QByteArray &hashed)
{
    const QByteArrayList parts = hashed.split('|');
    if (parts.size() != 4 || parts[1] != "1")
        return false;
    const QByteArray salt = QByteArray::fromBase64(parts[2]);
    return !salt.isEmpty()
        && QMessageAuthenticationCode::hash(name, salt, QCryptographicHash::Sha1)
        == QByteArray::fromBase64(parts[3]);
}

bool fitsNames(const QByteArray &name, const QByteArray &names)
{
    if (names.startsWith('|'))
        return fitsHash(name, names);
    bool fits = false;
    for (const QByteArray &part : names.split(',')) {
        const bool negated = part.startsWith('!');
        if (!fitsPattern(name, negated ? part.sliced(1) : part))
            continue;
        if (negated)
            return false;
        fits = true;
    }
    return fits;
}

base::Result<QByteArray> readWhole(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return QByteArray();
    QByteArray bytes;
    if (file.open(QIODevice::ReadOnly))
        bytes = file.read(largest + 1);
    if (!file.isOpen() || file.error() != QFileDevice::NoError)
        return base::fail(base::Error::Kind::Storage,
                          QCoreApplication::translate(
                              "link",
                              "The known SSH host keys in %1 cannot be read: %2. Without them no "
                              "bastion can be recognised; make the file readable.")
                              .arg(QDir::toNativeSeparators(path), file.errorString()),
                          file.errorString().toUtf8(), base::Error::Cause::NoSuchFile);
    if (bytes.size() > largest)
        return base::fail(base::Error::Kind::TooLarge,
                          QCoreApplication::translate(
                              "link", "The file of known SSH host keys %1 is larger than 16 MB.")
                              .arg(QDir::toNativeSeparators(path)));
    return bytes;
}

base::Result<> writeWhole(const QString &path, const QByteArray &bytes)
{
    const QDir folder = QFileInfo(path).dir();
    if (!folder.exists() && folder.mkpath(QStringLiteral(".")))
        QFile::setPermissions(folder.path(), ownerOnly | QFileDevice::ExeOwner);
    QSaveFile file(path);
    // The mode is set while the file is still empty: nobody else ever sees a byte of it.
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(ownerOnly)
        || file.write(bytes) != bytes.size() || !file.commit())
        return base::fail(
            base::Error::Kind::Storage,
            QCoreApplication::translate("link", "The SSH host key cannot be stored in %1: %2.")
                .arg(QDir::toNativeSeparators(path), file.errorString()),
            file.errorString().toUtf8());
    return {};
}

/// Anything that would be read back as more than one plain name.
bool fitsALine(const QByteArray &host)
{
    return !host.isEmpty() && std::none_of(host.begin(), host.end(), [](char c) {
        return uchar(c) <= ' ' || c == 0x7f || QByteArrayView(",*?!|#@[]").contains(c);
    });
}

} // namespace

KnownHosts::KnownHosts(QStringList files, QString ownFile)
    : m_files(std::move(files))
    , m_ownFile(std::move(ownFile))
{
    if (!m_ownFile.isEmpty() && !m_files.contains(m_ownFile))
        m_files += m_ownFile;
}

base::Result<> KnownHosts::load()
{
    QList<Entry> before;
    before.swap(m_entries);
    for (const QString &file : std::as_const(m_files)) {
        const auto text = readWhole(file);
        if (!text) {
            m_entries.swap(before);
            return base::fail(text.error());
        }
        read(*text, file);
    }
    return {};
}

void KnownHosts::read(const QByteArray &text, const QString &file)
{
    int number = 0;
    for (const QByteArray &line : text.split('\n'))
        readLine(line, file, ++number);
}

void KnownHosts::readLine(const QByteArray &line, const QString &file, int number)
{
    qsizetype at = 0;
    Entry entry{ wordAt(line, at), Marker::None, {}, {}, file, number };
    if (entry.names.isEmpty() || entry.names.startsWith('#'))
        return;
    if (entry.names.startsWith('@')) {
        if (entry.names != "@revoked" && entry.names != "@cert-authority")
            return;
        entry.marker = entry.names == "@revoked" ? Marker::Revoked : Marker::Authority;
        entry.names = wordAt(line, at);
    }
    if (!entry.names.startsWith('|'))
        entry.names = entry.names.toLower();
    entry.keyType = wordAt(line, at);
    const auto blob =
        QByteArray::fromBase64Encoding(wordAt(line, at), QByteArray::AbortOnBase64DecodingErrors);
    // This also leaves out SSH 1's lines, which have figures there.
    if (!blob || entry.keyType.isEmpty() || keyTypeOf(*blob) != entry.keyType)
        return;
    entry.blob = *blob;
    m_entries += entry;
}

QList<const KnownHosts::Entry *> KnownHosts::fitting(const QByteArray &name) const
{
    QList<const Entry *> found;
    for (const Entry &entry : m_entries) {
        if (fitsNames(name, entry.names))
            found += &entry;
    }
    return found;
}

QList<QByteArray> KnownHosts::keyTypes(const QString &host, quint16 port) const
{
    QList<QByteArray> types;
    const auto collect = [&](const QByteArray &name) {
        for (const Entry *entry : fitting(name)) {
            if (entry->marker == Marker::None && !types.contains(entry->keyType)
                && std::any_of(usableTypes.begin(), usableTypes.end(),
                               [&](const char *type) { return entry->keyType == type; }))
                types += entry->keyType;
        }
    };
    collect(nameOf(host, port));
    if (types.isEmpty() && port != standardPort)
        collect(nameOf(host, standardPort));
    return types;
}

HostKeyVerdict KnownHosts::verdictOf(const QByteArray &name, const QByteArray &publicBlob) const
{
    using State = HostKeyVerdict::State;
    const QByteArray type = keyTypeOf(publicBlob);
    HostKeyVerdict verdict;
    bool revoked = false;
    bool known = false;
    bool sameType = false;
    bool otherType = false;
    bool authority = false;
    for (const Entry *entry : fitting(name)) {
        verdict.stored +=
            { entry->keyType, keyLabelOf(entry->blob),      fingerprintOf(entry->blob), entry->file,
              entry->line,    entry->marker == Marker::None };
        const bool same = entry->blob == publicBlob;
        switch (entry->marker) {
        case Marker::Revoked:
            revoked = revoked || same;
            break;
        case Marker::Authority:
            authority = true;
            break;
        case Marker::None:
            known = known || same;
            (entry->keyType == type ? sameType : otherType) = true;
        }
    }
    verdict.state = revoked ? State::Revoked
        : known             ? State::Known
        : sameType          ? State::Changed
        : otherType         ? State::OtherType
        : authority         ? State::AuthorityOnly
                            : State::Unknown;
    return verdict;
}

HostKeyVerdict KnownHosts::verdict(const QString &host, quint16 port,
                                   const QByteArray &publicBlob) const
{
    using State = HostKeyVerdict::State;
    const HostKeyVerdict own = verdictOf(nameOf(host, port), publicBlob);
    if (port == standardPort || (own.state != State::Unknown && own.state != State::AuthorityOnly))
        return own;
    const HostKeyVerdict without = verdictOf(nameOf(host, standardPort), publicBlob);
    return without.state == State::Known || without.state == State::Revoked ? without : own;
}

base::Result<> KnownHosts::store(const QString &host, quint16 port, const QByteArray &publicBlob)
{
    if (!fitsALine(profiles::plainSshHost(host).toUtf8()) || keyTypeOf(publicBlob).isEmpty())
        return base::fail(base::Error::Kind::Invalid,
                          QCoreApplication::translate(
                              "link",
                              "The SSH host key of %1 cannot be stored: the name is not that of a "
                              "host.")
                              .arg(host));
    // Several tunnels of this program may store at once, each in its own thread.
    static QMutex mutex;
    const QMutexLocker locker(&mutex);
    auto text = readWhole(m_ownFile);
    if (!text)
        return base::fail(text.error());
    const QByteArray line =
        nameOf(host, port) + ' ' + keyTypeOf(publicBlob) + ' ' + publicBlob.toBase64();
    if (!text->isEmpty() && !text->endsWith('\n'))
        text->append('\n');
    if (!text->split('\n').contains(line)) {
        text->append(line + '\n');
        if (const auto written = writeWhole(m_ownFile, *text); !written)
            return written;
    }
    m_entries.removeIf([this](const Entry &entry) { return entry.file == m_ownFile; });
    read(*text, m_ownFile);
    return {};
}

} // namespace links
