#include "link/ssh/sshmemory.h"
#include "link/ssh/wirereader.h"
#include <cstdlib>
#include <cstring>
#include <new>
#include <openssl/crypto.h>

namespace links {

namespace {

constexpr quint8 keyOffer = 20;
constexpr quint8 userauthFailure = 51; // RFC 4250 §4.1.2
constexpr quint8 channelOpen = 90;
constexpr quint8 channelOpenConfirmation = 91;
constexpr quint8 channelOpenFailure = 92;

} // namespace

SshMemory::SshMemory() = default;

SshMemory::~SshMemory()
{
    while (m_blocks.after != &m_blocks)
        discard(m_blocks.after, true);
}

void *SshMemory::allocate(size_t size)
{
    void *place = std::malloc(sizeof(Head) + size);
    if (!place)
        return nullptr;
    auto *head = new (place) Head{ size, &m_blocks, m_blocks.after };
    head->after->before = head;
    m_blocks.after = head;
    return head + 1;
}

void SshMemory::discard(Head *head, bool wiping)
{
    head->before->after = head->after;
    head->after->before = head->before;
    if (wiping)
        OPENSSL_cleanse(head + 1, head->size);
    std::free(head);
}

void *SshMemory::reallocate(void *block, size_t size)
{
    if (!block)
        return allocate(size);
    void *bigger = allocate(size);
    if (!bigger)
        return nullptr;
    std::memcpy(bigger, block, std::min(size, headOf(block)->size));
    release(block);
    return bigger;
}

void SshMemory::release(void *block)
{
    if (!block)
        return;
    Head *head = headOf(block);
    if (m_expected != Expected::Nothing && head->size > 0)
        overhear(QByteArray::fromRawData(static_cast<const char *>(block), qsizetype(head->size)));
    discard(head, m_wiping);
}

void SshMemory::expectSignInAnswer()
{
    m_expected = Expected::SignInAnswer;
    m_signIn.reset();
}

void SshMemory::expectOpenAnswer()
{
    m_expected = Expected::OpenAnswer;
    m_open.reset();
}

void SshMemory::overhear(const QByteArray &packet)
{
    WireReader reader(packet);
    const auto type = reader.byte();
    if (m_expected == Expected::SignInAnswer && type == userauthFailure) {
        const auto methods = reader.string();
        const auto partial = reader.byte();
        if (methods && partial && *partial <= 1)
            m_signIn = SignInRefusal{ methods->split(','), *partial == 1 };
    } else if (m_expected == Expected::OpenAnswer && type == channelOpenFailure) {
        reader.uint32(); // the channel; only one is being opened
        const auto reason = reader.uint32();
        const auto words = reader.string();
        if (reason && words)
            m_open = OpenRefusal{ *reason, *words };
    } else if (m_expected == Expected::OpenAnswer && type == channelOpen) {
        const auto asked = reader.string() ? reader.uint32() : std::nullopt;
        if (asked)
            m_asked = *asked;
    }
}

bool SshMemory::exchangesKeys() const
{
    for (const Head *head = m_blocks.after; head != &m_blocks; head = head->after) {
        if (isKeyOffer({ reinterpret_cast<const char *>(head + 1), qsizetype(head->size) }))
            return true;
    }
    return false;
}

/// RFC 4253 §7.1: a cookie and ten lists of names.
bool SshMemory::isKeyOffer(QByteArrayView block)
{
    WireView packet(block);
    if (packet.byte() != keyOffer || !packet.take(16))
        return false;
    for (int list = 0; list < 10; ++list) {
        if (!packet.string())
            return false;
    }
    return packet.byte().has_value();
}

void SshMemory::expectLateAnswer()
{
    m_late += m_asked;
}

bool SshMemory::hasLateChannel()
{
    m_late.removeIf([this](quint32 channel) { return find(channelOpenFailure, channel); });
    return std::any_of(m_late.cbegin(), m_late.cend(),
                       [this](quint32 channel) { return find(channelOpenConfirmation, channel); });
}

/// The refusal was sent after the grant was seen, so that the grant is whole and its MAC checked.
bool SshMemory::handOverLateChannel(const QByteArray &type)
{
    const auto asked = channelOf(type);
    if (!asked || !find(channelOpenFailure, *asked))
        return false;
    for (const quint32 channel : std::as_const(m_late)) {
        if (uchar *grant = find(channelOpenConfirmation, channel)) {
            qToBigEndian(*asked, grant + 1);
            m_late.removeOne(channel);
            return true;
        }
    }
    return false;
}

/// RFC 4254 §5.1: answers begin with their type and our number of the channel.
uchar *SshMemory::find(quint8 type, quint32 channel) const
{
    for (Head *head = m_blocks.after; head != &m_blocks; head = head->after) {
        auto *bytes = reinterpret_cast<uchar *>(head + 1);
        if (head->size >= 17 && bytes[0] == type && qFromBigEndian<quint32>(bytes + 1) == channel)
            return bytes;
    }
    return nullptr;
}

std::optional<quint32> SshMemory::channelOf(const QByteArray &type) const
{
    for (const Head *head = m_blocks.after; head != &m_blocks; head = head->after) {
        WireView packet(
            QByteArrayView(reinterpret_cast<const char *>(head + 1), qsizetype(head->size)));
        if (packet.byte() == channelOpen && packet.string() == QByteArrayView(type))
            return packet.uint32();
    }
    return std::nullopt;
}

} // namespace links
