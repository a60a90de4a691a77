#include "keys/keyfilter.h"

namespace keys {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c;
}

bool containsFolded(QByteArrayView name, QByteArrayView text)
{
    for (qsizetype i = 0; i + text.size() <= name.size(); ++i) {
        qsizetype k = 0;
        while (k < text.size() && lower(name[i + k]) == lower(text[k]))
            ++k;
        if (k == text.size())
            return true;
    }
    return false;
}

} // namespace

bool KeyFilter::isEmpty() const
{
    return text.isEmpty() && !types && !noTtl && ttlBelowMs < 0;
}

bool KeyFilter::accepts(const KeyStore &store, KeyId id, qint64 now) const
{
    if (types && !(types & quint32(1) << unsigned(store.type(id))))
        return false;
    if (noTtl && store.deadline(id) != KeyStore::noDeadline)
        return false;
    if (ttlBelowMs >= 0) {
        const qint64 deadline = store.deadline(id);
        if (deadline < 0 || deadline - now >= ttlBelowMs)
            return false;
    }
    if (text.isEmpty())
        return true;
    const QByteArrayView name = store.name(id);
    return caseSensitive ? name.indexOf(text) >= 0 : containsFolded(name, text);
}

} // namespace keys
