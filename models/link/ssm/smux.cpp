#include "link/ssm/smux.h"
#include <QCoreApplication>
#include <QtEndian>
#include <algorithm>

namespace links::ssm {

namespace {

constexpr char smuxVersion = 1;
constexpr qsizetype headerSize = 8;
constexpr qsizetype mostData = 65535;

} // namespace

QByteArray encoded(const SmuxFrame &frame)
{
    const qsizetype size = std::min(frame.data.size(), mostData);
    QByteArray out(headerSize + size, Qt::Uninitialized);
    char *at = out.data();
    at[0] = smuxVersion;
    at[1] = char(frame.command);
    qToLittleEndian(quint16(size), at + 2);
    qToLittleEndian(frame.stream, at + 4);
    std::copy_n(frame.data.constData(), size, at + headerSize);
    return out;
}

base::Result<QList<SmuxFrame>> SmuxReader::read(const QByteArray &bytes)
{
    QList<SmuxFrame> frames;
    if (!m_broken)
        m_rest += bytes;
    qsizetype at = 0;
    while (!m_broken && m_rest.size() - at >= headerSize) {
        const char *header = m_rest.constData() + at;
        const auto command = quint8(header[1]);
        if (header[0] != smuxVersion || command > quint8(SmuxCommand::Nop)) {
            m_broken = true;
            m_rest.clear();
            break;
        }
        const auto size = qsizetype(qFromLittleEndian<quint16>(header + 2));
        if (m_rest.size() - at < headerSize + size)
            break;
        frames += { SmuxCommand(command), qFromLittleEndian<quint32>(header + 4),
                    m_rest.sliced(at + headerSize, size) };
        at += headerSize + size;
    }
    if (m_broken)
        return base::fail(
            base::Error::Kind::Protocol,
            QCoreApplication::translate("link",
                                        "What comes from the bastion's SSM agent cannot be divided "
                                        "into connections. Connect again."),
            "no smux version 1 frame", base::Error::Cause::SsmProtocol);
    m_rest.remove(0, at);
    return frames;
}

} // namespace links::ssm
