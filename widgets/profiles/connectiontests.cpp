#include "widgets/profiles/connectiontests.h"
#include "widgets/profiles/diagnosispanel.h"
#include "widgets/profiles/secretsdesk.h"

namespace ui {

ConnectionTests::ConnectionTests(profiles::ProfileStore &store, SecretsDesk &secrets,
                                 ProfileEditor &editor, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_secrets(secrets)
    , m_editor(editor)
{
}

void ConnectionTests::show(const QUuid &id)
{
    m_shown = id;
    refresh();
}

void ConnectionTests::start(const QUuid &id, const Draft &draft)
{
    if (m_testing)
        cancel();
    m_secrets.gather(draft,
                     [this, id](const profiles::Profile &profile,
                                const profiles::Secrets &secrets) { begin(id, profile, secrets); });
}

void ConnectionTests::begin(const QUuid &id, const profiles::Profile &profile,
                            const profiles::Secrets &secrets)
{
    if (m_testing)
        cancel();
    m_testing = id;
    m_tests[id] = { true, {} };
    refresh();
    m_editor.revealDiagnosis();
    Q_EMIT requested(profile, secrets);
}

void ConnectionTests::cancel()
{
    m_secrets.forget();
    if (!m_testing)
        return;
    const QUuid id = *m_testing;
    m_testing.reset();
    m_tests[id] = {};
    refresh();
    if (id == m_shown) {
        m_editor.diagnosis()->show();
        m_editor.diagnosis()->showCancelled();
    }
    Q_EMIT cancelled();
}

void ConnectionTests::progress(const session::DiagnosisReport &report)
{
    if (!m_testing)
        return;
    m_tests[*m_testing] = { true, report };
    refresh();
}

void ConnectionTests::finish(const session::DiagnosisReport &report)
{
    if (!m_testing)
        return;
    const QUuid id = *m_testing;
    m_testing.reset();
    m_tests[id] = { false, report };
    if (auto profile = m_store.find(id)) {
        profile->lastTest = report.when;
        profile->lastTestPassed = report.passed;
        if (report.passed)
            profile->lastPass = report.when;
        m_store.update(*profile);
    }
    refresh();
    if (id == m_shown)
        m_editor.revealDiagnosis();
    Q_EMIT finished();
}

void ConnectionTests::newSavedAs(const QUuid &id)
{
    const auto test = m_tests.take({});
    if (!test.report.rungs.isEmpty() || test.running)
        m_tests.insert(id, test);
    if (m_testing && m_testing->isNull())
        m_testing = id;
}

void ConnectionTests::remove(const QUuid &id)
{
    m_tests.remove(id);
    if (m_testing == id)
        cancel();
}

void ConnectionTests::refresh()
{
    const auto test = m_tests.constFind(m_shown);
    const bool any = test != m_tests.constEnd() && (test->running || !test->report.rungs.isEmpty());
    m_editor.diagnosis()->setVisible(any);
    m_editor.setTesting(any && test->running);
    if (any)
        m_editor.diagnosis()->showReport(test->report, test->running);
}

} // namespace ui
