#pragma once
#include <QByteArray>
#include <QMetaType>
#include <QString>
#include <tl/expected.hpp>

namespace base {

/// What went wrong, for three audiences: code branches on `kind`, the person at the screen reads
/// `text`, and `detail` keeps the server's (or the system's) own words for "Copy details".
struct Error {
    enum class Kind {
        Network, ///< the byte stream could not be opened, or ended
        Timeout, ///< no answer in time; the command may still be running on the server
        Auth, ///< the server refused the sign-in
        NotPermitted, ///< NOPERM, or a command that a managed service does not offer
        Protocol, ///< bytes that are not RESP
        Server, ///< any other error reply
        TooLarge, ///< a reply over one of our caps; `text` names the size
        ReadOnly, ///< the command gate refused a write; nothing was sent
        NeedsConfirmation, ///< the command gate wants the person's word first; nothing was sent
        OutcomeUnknown, ///< a write went out and its reply never came: done or not, nobody knows
        WrongServer, ///< the address now answers as another server; nothing was sent
        Changed, ///< the value is no longer what was loaded; nothing was written
        NotFound, ///< no such key, field, file, profile
        Invalid, ///< input that cannot be meant; `text` says why
        Storage, ///< our own files or the keychain
        Cancelled, ///< given up by the caller or at shutdown
    };

    Kind kind = Kind::Network;
    QString text; ///< One or two sentences: what happened, what to do. Never holds a secret.
    QByteArray detail; ///< The server's own words. Plain text, possibly not UTF-8.
};

template <typename T = void> using Result = tl::expected<T, Error>;

/// Shorthand for the failing branch: `return base::fail(base::Error::Kind::Invalid, tr("…"));`
inline tl::unexpected<Error> fail(Error::Kind kind, QString text, QByteArray detail = {})
{
    return tl::unexpected<Error>(Error{ kind, std::move(text), std::move(detail) });
}

inline tl::unexpected<Error> fail(Error error)
{
    return tl::unexpected<Error>(std::move(error));
}

} // namespace base

Q_DECLARE_METATYPE(base::Error)
