#include "link/ssh/sshmemory.h"
#include "link/ssh/wirereader.h"
#include <cstdlib>
#include <cstring>
#include <new>
#include <openssl/crypto.h>

namespace links {

namespace {

constexpr quint8 userauthFailure = 51; // RFC 4250 §4.1.2
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
    }
}

} // namespace links
