#pragma once
#include "base/result.h"
#include "link/endpoint.h"
#include "link/ssh/sshmemory.h"
#include <chrono>

// The sentences of a way through bastions. `bastion` is the hop's "host:port".
namespace links::ssherrors {

[[nodiscard]] base::Error silent(const QString &bastion, std::chrono::milliseconds timeout);
[[nodiscard]] base::Error notSsh(const QString &bastion, const QByteArray &greeting);
[[nodiscard]] base::Error closed(const QString &bastion, const QByteArray &words);
[[nodiscard]] base::Error noCommonMethod(const QString &bastion, const QByteArray &words);
[[nodiscard]] base::Error keyExchangeFailed(const QString &bastion, const QByteArray &words);
[[nodiscard]] base::Error lost(const QString &bastion, int systemError);
/// The tunnel was closed on this side.
[[nodiscard]] base::Error gone(const QString &tunnel);
[[nodiscard]] base::Error noPair();
[[nodiscard]] base::Error dead(const QString &bastion, std::chrono::milliseconds silence);
[[nodiscard]] base::Error refusedChannel(const QString &bastion, const Endpoint &target,
                                         const SshMemory::OpenRefusal &refusal);
[[nodiscard]] base::Error targetSilent(const Endpoint &target, std::chrono::milliseconds timeout);
[[nodiscard]] base::Error signInRefused(const QString &bastion, const QString &user,
                                        const QStringList &tried, const QList<QByteArray> &offered);
/// The person would not answer.
[[nodiscard]] base::Error givenUp(const QString &bastion, base::Error::Cause cause);
/// A password is wanted, and there is nobody to ask.
[[nodiscard]] base::Error nobodyToAsk(const QString &bastion, const QString &user);
[[nodiscard]] base::Error noAgent();
[[nodiscard]] base::Error emptyAgent();
[[nodiscard]] base::Error notInAgent(const QString &keyFile);
/// Of a TcpLink to the bastion.
[[nodiscard]] base::Error unreachable(const QString &host, quint16 port, const base::Error &why);
/// Of a stream from the hop before to this one.
[[nodiscard]] base::Error unreachableFrom(const QString &before, const QString &host, quint16 port,
                                          const base::Error &why);

} // namespace links::ssherrors
