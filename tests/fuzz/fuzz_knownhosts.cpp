// Any bytes as a known_hosts file: what it says of a host is consistent.
#include "link/ssh/identity.h"
#include "link/ssh/knownhosts.h"
#include <QFile>
#include <QTemporaryDir>
#include <cstdint>
#include <cstdlib>

namespace {

void check(const links::KnownHosts &known, const QString &host, quint16 port,
           const QByteArray &blob)
{
    using State = links::HostKeyVerdict::State;
    const auto verdict = known.verdict(host, port, blob);
    const bool found =
        std::any_of(verdict.stored.begin(), verdict.stored.end(), [&](const auto &stored) {
            return stored.fingerprint == links::fingerprintOf(blob);
        });
    // Nothing is known or revoked that does not stand there.
    if ((verdict.state == State::Known || verdict.state == State::Revoked) && !found)
        std::abort();
    for (const auto &stored : verdict.stored) {
        if (stored.line < 1 || stored.file.isEmpty())
            std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const QTemporaryDir directory;
    const QString path = directory.filePath(QStringLiteral("known_hosts"));
    QFile file(path);
    if (!file.open(QFile::WriteOnly | QFile::Truncate))
        std::abort();
    file.write(reinterpret_cast<const char *>(data), qint64(size));
    file.close();
    links::KnownHosts known({ path }, {});
    if (!known.load())
        std::abort();
    const QByteArray blob = QByteArray::fromBase64(
        "AAAAC3NzaC1lZDI1NTE5AAAAIGiLB+C2TNwyC+nJr9/kFOKIpqp+S3RFBiZJqOF70+U/");
    for (const quint16 port : { 22, 2222 }) {
        check(known, QStringLiteral("bastion.example"), port, blob);
        check(known, QStringLiteral("::1"), port, blob);
        for (const QByteArray &type : known.keyTypes(QStringLiteral("bastion.example"), port)) {
            if (type.isEmpty())
                std::abort();
        }
    }
    return 0;
}
