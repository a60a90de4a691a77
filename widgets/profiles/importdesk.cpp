#include "widgets/profiles/importdesk.h"
#include "widgets/profiles/drafts.h"
#include "widgets/profiles/importsheet.h"
#include "widgets/profiles/secretsdesk.h"
#include <QFileDialog>
#include <QMimeData>
#include <QUrl>

namespace ui {

ImportDesk::ImportDesk(profiles::ProfileStore &store, SecretsDesk &secrets, QWidget *host)
    : QObject(host)
    , m_store(store)
    , m_secrets(secrets)
    , m_host(host)
{
}

void ImportDesk::openText(const QByteArray &text)
{
    wire(new ImportSheet(text, m_host));
}

void ImportDesk::openFile(const QString &path)
{
    wire(ImportSheet::ofFile(path, m_host));
}

void ImportDesk::wire(ImportSheet *sheet)
{
    if (m_aws)
        sheet->setAwsPlaces(*m_aws);
    connect(sheet, &ImportSheet::chosen, this, &ImportDesk::save);
    connect(sheet, &ImportSheet::wayWanted, this,
            [this](const profiles::Candidate &candidate, profiles::TunnelKind kind) {
                save({ candidate }, false);
                Q_EMIT wayWanted(kind);
            });
}

void ImportDesk::chooseFile()
{
    auto *dialog = new QFileDialog(m_host, tr("Import a file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ImportDesk::openFile);
    dialog->open();
}

bool ImportDesk::canTake(const QMimeData &dropped)
{
    return dropped.hasUrls() || dropped.hasText();
}

void ImportDesk::take(const QMimeData &dropped)
{
    const QList<QUrl> urls = dropped.urls();
    if (!urls.isEmpty() && urls.first().isLocalFile())
        openFile(urls.first().toLocalFile());
    else
        openText(dropped.text().toUtf8());
}

void ImportDesk::save(const QList<profiles::Candidate> &candidates, bool connecting)
{
    if (candidates.isEmpty())
        return;
    Draft last;
    for (const profiles::Candidate &each : candidates) {
        last = named({ each.profile, each.secrets });
        last.profile.id = QUuid::createUuid();
        m_store.add(last.profile);
        m_secrets.settle(last.profile, last.typed);
    }
    Q_EMIT saved(last, connecting);
}

} // namespace ui
