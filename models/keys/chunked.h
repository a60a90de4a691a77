#pragma once
#include <array>
#include <memory>
#include <vector>

namespace keys {

/// A growing array whose elements never move: growth allocates one block, so a million elements
/// cost no copy and no spare half. Elements are value-initialised with `T {}`.
template <typename T, unsigned Bits = 14> class Chunked {
public:
    [[nodiscard]] size_t size() const { return m_size; }
    [[nodiscard]] size_t memory() const
    {
        return m_blocks.size() * sizeof(Block) + m_blocks.capacity() * sizeof(void *);
    }
    T &operator[](size_t i) { return (*m_blocks[i >> Bits])[i & Mask]; }
    const T &operator[](size_t i) const { return (*m_blocks[i >> Bits])[i & Mask]; }
    void append(const T &value)
    {
        if ((m_size >> Bits) == m_blocks.size())
            m_blocks.push_back(std::make_unique<Block>());
        (*this)[m_size++] = value;
    }
    void clear()
    {
        m_blocks.clear();
        m_size = 0;
    }

private:
    static constexpr size_t Mask = (size_t(1) << Bits) - 1;
    using Block = std::array<T, size_t(1) << Bits>;
    std::vector<std::unique_ptr<Block>> m_blocks;
    size_t m_size = 0;
};

} // namespace keys
