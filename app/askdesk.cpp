#include "app/askdesk.h"
#include "base/whendone.h"
#include "profiles/sshsecrets.h"
#include "profiles/tunnelway.h"
#include "widgets/common/sheet.h"
#include "widgets/profiles/hostkeysheet.h"
#include "widgets/profiles/promptsheet.h"
#include <QApplication>
#include <QMutex>
#include <QPromise>

namespace app {

using links::HostKeyAnswer;
using links::Prompt;
using links::PromptAnswer;

/// The way from any thread to the desk, for as long as there is one.
struct AskDesk::Door {
    QMutex mutex;
    AskDesk *desk = nullptr;

    template <typename Work> void post(Work work)
    {
        const QMutexLocker locker(&mutex);
        if (desk)
            QMetaObject::invokeMethod(
                desk, [to = desk, work] { work(*to); }, Qt::QueuedConnection);
    }
};

namespace {

/// Answers once; a promise that is dropped unanswered ends its future without a result.
template <typename Answer> void settle(QPromise<Answer> &promise, const Answer &answer)
{
    if (promise.future().isFinished())
        return;
    promise.addResult(answer);
    promise.finish();
}

} // namespace

/// One owner's line to the desk.
class AskDesk::Voice final : public links::Asker {
public:
    Voice(int number, profiles::Profile profile, std::shared_ptr<Door> door)
        : m_number(number)
        , m_profile(std::move(profile))
        , m_door(std::move(door))
    {
    }

    QFuture<HostKeyAnswer> hostKey(const links::HostKeyQuestion &question) override
    {
        return ask<HostKeyAnswer, ui::HostKeySheet>(
            [question, name = m_profile.name](const AskDesk & /*desk*/, QWidget *host) {
                return new ui::HostKeySheet(question, name, host);
            });
    }

    QFuture<PromptAnswer> prompt(const Prompt &prompt) override
    {
        return ask<PromptAnswer, ui::PromptSheet>(
            [prompt, profile = m_profile](const AskDesk &desk, QWidget *host) {
                Prompt shown = prompt;
                shown.mayRemember = desk.canRemember(profile, prompt);
                return new ui::PromptSheet(shown, profile.name, desk.m_secrets.where(), host);
            });
    }

    void proved(const Prompt &prompt, const PromptAnswer &answer) override
    {
        if (!answer.remember || answer.words.size() != 1)
            return;
        const Proved proved{ m_profile, prompt, answer.words.first() };
        m_door->post([proved](AskDesk &desk) { desk.keep(proved); });
    }

private:
    template <typename Answer, typename Sheet, typename Make> QFuture<Answer> ask(Make make)
    {
        auto promise = std::make_shared<QPromise<Answer>>();
        promise->start();
        m_door->post([promise, make, number = m_number](AskDesk &desk) {
            const auto show = [promise, make, &desk](QWidget *host) -> common::Sheet * {
                Sheet *sheet = make(desk, host);
                connect(sheet, &Sheet::answered, sheet,
                        [promise](const Answer &answer) { settle(*promise, answer); });
                return sheet;
            };
            desk.take({ number, QFuture<void>(promise->future()), show,
                        [promise] { settle(*promise, Answer{}); } });
        });
        return promise->future();
    }

    const int m_number;
    const profiles::Profile m_profile;
    const std::shared_ptr<Door> m_door;
};

AskDesk::AskDesk(profiles::ProfileStore &profiles, profiles::SecretStore &secrets, QWidget *host,
                 QObject *parent)
    : QObject(parent)
    , m_profiles(profiles)
    , m_secrets(secrets)
    , m_host(host)
    , m_door(std::make_shared<Door>())
{
    m_door->desk = this;
    connect(&m_watcher, &QFutureWatcherBase::canceled, this, &AskDesk::withdrawn);
}

AskDesk::~AskDesk()
{
    {
        const QMutexLocker locker(&m_door->mutex);
        m_door->desk = nullptr;
    }
    m_watcher.disconnect(this);
    if (m_sheet)
        m_sheet->disconnect(this);
    delete m_sheet;
}

std::shared_ptr<links::Asker> AskDesk::asker(const profiles::Profile &profile, QObject *owner)
{
    const int number = ++m_voices;
    m_present += number;
    connect(owner, &QObject::destroyed, this, [this, number] { giveUpAll(number); });
    return std::make_shared<Voice>(number, profile, m_door);
}

void AskDesk::take(Question question)
{
    if (!m_present.contains(question.voice)) {
        question.giveUp();
        return;
    }
    m_waiting.push_back(std::move(question));
    showNext();
}

void AskDesk::showNext()
{
    while (!m_sheet && !m_waiting.empty()) {
        m_shown = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (m_shown.answer.isCanceled())
            continue;
        if (!m_host) {
            m_shown.giveUp();
            continue;
        }
        m_sheet = m_shown.show(m_host);
        connect(m_sheet, &common::Sheet::closed, this, &AskDesk::sheetClosed);
        connect(m_sheet, &QObject::destroyed, this, &AskDesk::hostGone);
        m_watcher.setFuture(m_shown.answer);
        QApplication::alert(m_host);
    }
}

void AskDesk::sheetClosed()
{
    m_sheet->disconnect(this);
    m_sheet.clear();
    m_watcher.setFuture({});
    m_shown = {};
    QMetaObject::invokeMethod(this, &AskDesk::showNext, Qt::QueuedConnection);
}

/// A sheet that was not closed goes with the window.
void AskDesk::hostGone()
{
    m_host.clear();
    m_sheet.clear();
    m_watcher.setFuture({});
    std::exchange(m_shown, {}).giveUp();
    showNext();
}

void AskDesk::withdrawn()
{
    if (m_sheet)
        m_sheet->close();
}

void AskDesk::giveUpAll(int voice)
{
    m_present -= voice;
    for (const Question &question : m_waiting) {
        if (question.voice == voice)
            question.giveUp();
    }
    std::erase_if(m_waiting, [voice](const Question &one) { return one.voice == voice; });
    if (m_sheet && m_shown.voice == voice)
        m_sheet->close();
}

/// Only for a hop that is saved as it is used here and that asks itself: the words would else go to
/// another server.
bool AskDesk::canRemember(const profiles::Profile &profile, const Prompt &prompt) const
{
    const auto saved = m_profiles.find(profile.id);
    if (!prompt.mayRemember || !saved || prompt.lines.size() > 1 || prompt.hop < 0
        || prompt.hop >= saved->tunnel.hops.size() || prompt.hop >= profile.tunnel.hops.size())
        return false;
    const profiles::SshHop &hop = profile.tunnel.hops[prompt.hop];
    return saved->tunnel.kind == profiles::TunnelKind::Ssh && !profiles::usesAlias(saved->tunnel)
        && !profiles::usesAlias(profile.tunnel) && saved->tunnel.hops[prompt.hop] == hop
        && prompt.address == profiles::HostPort{ hop.host, hop.port }.toString()
        && (hop.user.isEmpty() || prompt.user == hop.user);
}

void AskDesk::keep(const Proved &proved)
{
    m_proved.push_back(proved);
    if (m_proved.size() == 1)
        keepNext();
}

void AskDesk::keepNext()
{
    while (!m_proved.empty() && !canRemember(m_proved.front().profile, m_proved.front().prompt))
        m_proved.pop_front();
    if (m_proved.empty())
        return;
    base::whenDone(m_secrets.read(m_proved.front().profile.id, profiles::SecretSlot::Ssh), this,
                   [this](const base::Result<base::Secret> &stored) { merge(stored); });
}

void AskDesk::merge(const base::Result<base::Secret> &stored)
{
    if (!stored && stored.error().kind != base::Error::Kind::NotFound) {
        kept(base::fail(stored.error()));
        return;
    }
    auto secrets = profiles::SshSecrets::opened(stored ? *stored : base::Secret());
    if (!secrets) {
        kept(base::fail(secrets.error()));
        return;
    }
    const Proved proved = m_proved.front();
    const auto saved = m_profiles.find(proved.profile.id);
    if (!saved || !canRemember(proved.profile, proved.prompt)) { // changed while it was read
        m_proved.pop_front();
        keepNext();
        return;
    }
    profiles::SshSecrets mine = secrets->fitting(saved->tunnel);
    profiles::HopSecrets &hop = mine.at(proved.prompt.hop);
    (proved.prompt.kind == Prompt::Kind::KeyPassphrase ? hop.keyPassphrase : hop.password) =
        proved.word;
    mine.bindTo(saved->tunnel);
    base::whenDone(m_secrets.write(proved.profile.id, profiles::SecretSlot::Ssh, mine.sealed()),
                   this, [this](const base::Result<> &result) { kept(result); });
}

void AskDesk::kept(const base::Result<> &result)
{
    const QUuid id = m_proved.front().profile.id;
    m_proved.pop_front();
    if (!result) {
        Q_EMIT problem(result.error().kind == base::Error::Kind::Cancelled
                           ? base::Error{ base::Error::Kind::Cancelled,
                                          tr("The password of the bastion was not saved."),
                                          {} }
                           : result.error());
    } else if (auto profile = m_profiles.find(id)) {
        profile->tunnel.secretsStored = m_secrets.where() != profiles::SecretStore::Where::ThisRun;
        m_profiles.update(*profile);
    }
    keepNext();
}

} // namespace app
