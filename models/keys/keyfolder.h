#pragma once
#include "keys/keystore.h"
#include <QByteArrayView>
#include <deque>
#include <memory>
#include <vector>

namespace keys {

struct Folder;

/// What a row of a folder stands for: a key's id, or with the high bit a group of the folder.
using Entry = quint32;
inline constexpr Entry groupBit = Entry(1) << 31;

/// All keys of a folder that share their next segment. With one key it is shown as that key; from
/// two on as a folder. While closed its keys hang in a list through KeyTreeModel::m_next.
struct Group {
    enum class Row : quint8 { None, Pending, Shown };

    KeyId sample = noKey; ///< any key of the group, for the segment's bytes; may be unlisted
    KeyId head = noKey; ///< the first of the list of keys, while closed
    quint32 count = 0;
    quint32 hash = 0;
    quint16 chain = 1; ///< segments merged into this one row
    bool folder = false; ///< what it is
    bool asFolder = false; ///< what the rows say until the next flush
    Row row = Row::None;
    std::unique_ptr<Folder> child; ///< set once opened
};

/// An opened folder: its groups by segment, and its rows in order.
struct Folder {
    Folder *parent = nullptr;
    quint32 indexInParent = 0; ///< of its group
    int depth = 0; ///< segments of the names above it
    mutable size_t rowHint = 0; ///< of its group among the parent's rows, to be checked
    std::deque<Group> groups;
    std::vector<quint32> slots; ///< open addressing over `groups`; noKey = free
    std::vector<Entry> rows; ///< in order, except entries of `pending`
    size_t shown = 0; ///< the first rows, which views know of
    std::vector<Entry> pending; ///< not in `rows` yet
    std::vector<quint32> promoted; ///< groups that became folders since the last flush
    KeyId inbox = noKey; ///< keys of the closed group still to be placed
    bool dirty = false;
    bool draining = false;
};

} // namespace keys
