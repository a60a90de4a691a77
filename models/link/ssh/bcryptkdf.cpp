#include "link/ssh/bcryptkdf.h"
#include <QtEndian>
#include <array>
#include <memory>
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <openssl/sha.h>

namespace links {

namespace {

using Digest = std::array<quint8, SHA512_DIGEST_LENGTH>;
using Block = std::array<quint8, 32>;

/// Blowfish's subkeys and S-boxes.
struct State {
    std::array<quint32, 18> p{};
    std::array<std::array<quint32, 256>, 4> s{};

    void mix(quint32 &left, quint32 &right) const
    {
        for (size_t round = 0; round < 16; round += 2) {
            left ^= p[round];
            right ^= f(left);
            right ^= p[round + 1];
            left ^= f(right);
        }
        const quint32 last = left ^ p[16];
        left = right ^ p[17];
        right = last;
    }

private:
    [[nodiscard]] quint32 f(quint32 x) const
    {
        return ((s[0][x >> 24U] + s[1][(x >> 16U) & 0xffU]) ^ s[2][(x >> 8U) & 0xffU])
            + s[3][x & 0xffU];
    }
};

struct FreeNumber {
    void operator()(BIGNUM *number) const { BN_free(number); }
};
using Number = std::unique_ptr<BIGNUM, FreeNumber>;

/// one · arctan(1/x), by its series.
Number arctanOfInverse(const BIGNUM *one, BN_ULONG x)
{
    Number sum(BN_dup(one));
    BN_div_word(sum.get(), x);
    Number power(BN_dup(sum.get()));
    Number term(BN_new());
    for (BN_ULONG n = 3; !BN_is_zero(power.get()); n += 2) {
        BN_div_word(power.get(), x * x);
        BN_copy(term.get(), power.get());
        BN_div_word(term.get(), n);
        if (n % 4 == 3)
            BN_sub(sum.get(), sum.get(), term.get());
        else
            BN_add(sum.get(), sum.get(), term.get());
    }
    return sum;
}

/// The first bits behind the point of pi, as Blowfish begins with. Machin: pi/4 = 4 arctan(1/5) -
/// arctan(1/239).
State stateOfPi()
{
    constexpr int words = 18 + 4 * 256;
    constexpr int bits = words * 32;
    constexpr int spare = 64; // for what the divisions cut off
    const Number one(BN_new());
    BN_set_bit(one.get(), bits + spare);
    const Number pi = arctanOfInverse(one.get(), 5);
    BN_lshift(pi.get(), pi.get(), 2);
    BN_sub(pi.get(), pi.get(), arctanOfInverse(one.get(), 239).get());
    BN_lshift(pi.get(), pi.get(), 2);
    BN_rshift(pi.get(), pi.get(), spare);
    BN_mask_bits(pi.get(), bits);
    std::array<quint8, words * 4> bytes{};
    BN_bn2binpad(pi.get(), bytes.data(), int(bytes.size()));
    State state;
    const quint8 *next = bytes.data();
    for (quint32 &word : state.p) {
        word = qFromBigEndian<quint32>(next);
        next += 4;
    }
    for (auto &box : state.s) {
        for (quint32 &word : box) {
            word = qFromBigEndian<quint32>(next);
            next += 4;
        }
    }
    return state;
}

/// Gives out the bytes as big-endian words, over and over.
class Words {
public:
    explicit Words(const Digest &bytes)
        : m_bytes(bytes)
    {
    }
    quint32 next()
    {
        const auto word = qFromBigEndian<quint32>(m_bytes.data() + m_at);
        m_at = (m_at + 4) % m_bytes.size();
        return word;
    }

private:
    const Digest &m_bytes;
    size_t m_at = 0;
};

/// bcrypt's ExpandKey. Without salt it is the key schedule of Blowfish itself.
void expand(State &state, const Digest &key, const Digest *salt)
{
    Words keyWords(key);
    for (quint32 &word : state.p)
        word ^= keyWords.next();
    const Digest zeros{};
    Words saltWords(salt ? *salt : zeros);
    quint32 left = 0;
    quint32 right = 0;
    const auto fill = [&](auto &words) {
        for (size_t i = 0; i < words.size(); i += 2) {
            left ^= saltWords.next();
            right ^= saltWords.next();
            state.mix(left, right);
            words[i] = left;
            words[i + 1] = right;
        }
    };
    fill(state.p);
    for (auto &box : state.s)
        fill(box);
}

Block bcryptHash(const Digest &passphrase, const Digest &salt)
{
    static const State pi = stateOfPi();
    State state = pi;
    expand(state, passphrase, &salt);
    for (int i = 0; i < 64; ++i) {
        expand(state, salt, nullptr);
        expand(state, passphrase, nullptr);
    }
    constexpr char text[] = "OxychromaticBlowfishSwatDynamite";
    Block block{};
    for (size_t at = 0; at < block.size(); at += 8) {
        auto left = qFromBigEndian<quint32>(text + at);
        auto right = qFromBigEndian<quint32>(text + at + 4);
        for (int i = 0; i < 64; ++i)
            state.mix(left, right);
        qToLittleEndian(left, block.data() + at);
        qToLittleEndian(right, block.data() + at + 4);
    }
    OPENSSL_cleanse(&state, sizeof state);
    return block;
}

Digest sha512(const void *bytes, size_t size)
{
    Digest digest{};
    SHA512(static_cast<const quint8 *>(bytes), size, digest.data());
    return digest;
}

} // namespace

QByteArray bcryptKdf(QByteArrayView passphrase, QByteArrayView salt, quint32 rounds,
                     qsizetype length)
{
    QByteArray key(length, '\0');
    Digest hashed = sha512(passphrase.data(), size_t(passphrase.size()));
    const qsizetype blocks = (length + qsizetype(sizeof(Block)) - 1) / qsizetype(sizeof(Block));
    for (qsizetype number = 1; number <= blocks; ++number) {
        QByteArray counted = salt.toByteArray() + QByteArray(4, '\0');
        qToBigEndian(quint32(number), counted.data() + salt.size());
        Block piece = bcryptHash(hashed, sha512(counted.constData(), size_t(counted.size())));
        Block sum = piece;
        for (quint32 round = 1; round < rounds; ++round) {
            piece = bcryptHash(hashed, sha512(piece.data(), piece.size()));
            for (size_t i = 0; i < sum.size(); ++i)
                sum[i] ^= piece[i];
        }
        // Unlike PBKDF2: each block goes into every blocks-th byte.
        for (size_t i = 0; i < sum.size(); ++i) {
            const qsizetype at = qsizetype(i) * blocks + number - 1;
            if (at < length)
                key[at] = char(sum[i]);
        }
        OPENSSL_cleanse(piece.data(), piece.size());
        OPENSSL_cleanse(sum.data(), sum.size());
    }
    OPENSSL_cleanse(hashed.data(), hashed.size());
    return key;
}

} // namespace links
