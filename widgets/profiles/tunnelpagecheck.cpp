// What cannot stay as it is on the Tunnel page.
#include "profiles/tunnelway.h"
#include "widgets/common/segmentedcontrol.h"
#include "widgets/profiles/hopchain.h"
#include "widgets/profiles/privatekeyfield.h"
#include "widgets/profiles/tunnelpage.h"
#include <QFileInfo>
#include <QLineEdit>

namespace ui {

using profiles::SshAuth;
using profiles::SshHop;

namespace {
/// "~/" is the home of whoever connects.
bool isWholePath(const QString &path)
{
    return path.startsWith(QLatin1String("~/")) || QFileInfo(path).isAbsolute();
}

QString hostProblem(const QString &host)
{
    if (host.isEmpty())
        return TunnelPage::tr("Enter the name or the address of the SSH server.");
    if (host.contains(u'/') || host.contains(u'@'))
        return TunnelPage::tr("A host name has no slashes or @: the user has a field of its own.");
    return profiles::sshHostProblem(host);
}
} // namespace

QList<TunnelPage::Flaw> TunnelPage::flaws(int hop) const
{
    const SshHop &one = m_hops[hop];
    QList<Flaw> list;
    const auto say = [&list](int line, QWidget *field, const QString &text) {
        if (!text.isEmpty())
            list += { line, field, text };
    };
    say(m_hostLine, m_host, hostProblem(one.host));
    say(m_userLine, m_user, profiles::sshNameProblem(one.user));
    if (one.auth == SshAuth::KeyFile && one.keyFile.isEmpty())
        say(m_keyFileLine, m_keyFile.edit, tr("Choose the file of the private key."));
    const bool usesFile = one.auth == SshAuth::KeyFile || one.auth == SshAuth::Agent;
    if (usesFile && !one.keyFile.isEmpty() && !isWholePath(one.keyFile))
        say(m_keyFileLine, m_keyFile.edit, tr("Enter the whole path of the file."));
    if (one.auth == SshAuth::StoredKey) {
        if (isOpenSsh())
            say(m_authLine, m_auth->findChild<QWidget *>(QStringLiteral("sshAuth3")),
                tr("The ssh program takes keys from files or an agent only. Choose another way to "
                   "sign in, or \"Built in\"."));
        else if (hop == m_hop && !m_key->problem().isEmpty())
            say(m_keyLine, m_key->field(), m_key->problem());
        else if (m_typed.of(hop).privateKey.isEmpty() && !wasSaved(one))
            say(m_keyLine, m_key->field(), tr("Paste the private key, or load it from its file."));
    }
    return list;
}

std::optional<FormPage::Problem> TunnelPage::checkHops()
{
    std::optional<Problem> first;
    for (const Flaw &flaw : flaws(m_hop)) {
        setProblem(flaw.line, flaw.text);
        if (!first)
            first = Problem{ flaw.field, flaw.text };
    }
    QList<int> bad;
    QString other;
    for (int i = 0; i < m_hops.size(); ++i) {
        const QList<Flaw> found = flaws(i);
        if (found.isEmpty())
            continue;
        bad += i;
        if (i != m_hop && other.isEmpty())
            other = tr("Server %1: %2").arg(i + 1).arg(found.first().text);
    }
    m_chain->flag(bad);
    setProblem(m_chainLine, other);
    if (!first && !other.isEmpty())
        first = Problem{ m_chain->field(), other };
    return first;
}

std::optional<FormPage::Problem> TunnelPage::checkOpenSsh()
{
    std::optional<Problem> first;
    const auto judge = [&](int line, QWidget *field, const QString &problem) {
        setProblem(line, problem);
        if (!problem.isEmpty() && !first)
            first = Problem{ field, problem };
    };
    const auto pathProblem = [](const QString &path) {
        return path.isEmpty() || isWholePath(path) ? QString()
                                                   : tr("Enter the whole path of the file.");
    };
    judge(m_aliasLine, m_alias, profiles::sshNameProblem(m_alias->text().trimmed()));
    judge(m_programLine, m_program.edit, pathProblem(m_program.edit->text().trimmed()));
    judge(m_configLine, m_config.edit, pathProblem(m_config.edit->text().trimmed()));
    return first;
}

std::optional<FormPage::Problem> TunnelPage::check()
{
    for (const int line : { m_aliasLine, m_chainLine, m_hostLine, m_userLine, m_authLine,
                            m_keyFileLine, m_keyLine, m_programLine, m_configLine })
        setProblem(line, {});
    setProblem(m_passphraseLine, m_secretProblem);
    setProblem(m_passwordLine, m_secretProblem);
    if (kind() != profiles::TunnelKind::Ssh)
        return {};
    std::optional<Problem> first;
    if (isOpenSsh())
        first = checkOpenSsh();
    if (!leadsByAlias()) {
        const std::optional<Problem> ofHops = checkHops();
        if (!first)
            first = ofHops;
    }
    return first;
}

} // namespace ui
