#include "support/tlsfiles.h"
#include <QFile>
#include <QProcess>

namespace support {

namespace {

QStringList ecKey()
{
    return { QStringLiteral("-newkey"), QStringLiteral("ec"), QStringLiteral("-pkeyopt"),
             QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes") };
}

QString stamp(const QDateTime &when)
{
    return when.toUTC().toString(QStringLiteral("yyyyMMddHHmmss'Z'"));
}

} // namespace

TlsFiles::TlsFiles()
    : m_directory(QStringLiteral("/tmp/larder-XXXXXX"))
{
    write(QStringLiteral("ca.cnf"),
          "[ca]\ndefault_ca=d\n[d]\nnew_certs_dir=.\ndatabase=index\nserial=serial\n"
          "default_md=sha256\npolicy=p\nunique_subject=no\n[p]\ncommonName=supplied\n"
          "[req]\ndistinguished_name=n\n[n]\n");
    write(QStringLiteral("index"), {});
    write(QStringLiteral("serial"), "1000\n");
    openssl(QStringList{
                QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-config"),
                QStringLiteral("ca.cnf"), QStringLiteral("-subj"),
                QStringLiteral("/CN=Larder test CA"), QStringLiteral("-addext"),
                QStringLiteral("basicConstraints=critical,CA:TRUE"), QStringLiteral("-addext"),
                QStringLiteral("keyUsage=critical,keyCertSign,cRLSign"), QStringLiteral("-keyout"),
                QStringLiteral("ca.key"), QStringLiteral("-out"), QStringLiteral("ca.pem") }
            + ecKey());
}

QString TlsFiles::authority() const
{
    return path(QStringLiteral("ca.pem"));
}

QString TlsFiles::path(const QString &file) const
{
    return m_directory.filePath(file);
}

TlsFiles::Pair TlsFiles::issue(const Wish &wish)
{
    const QString name = freshName();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QDateTime from = wish.from.isValid() ? wish.from : now.addSecs(-3600);
    const QDateTime until = wish.until.isValid() ? wish.until : now.addDays(1);
    write(name + QStringLiteral(".ext"),
          wish.names.isEmpty() ? QByteArray("basicConstraints=CA:FALSE\n")
                               : "subjectAltName=" + wish.names.toUtf8() + '\n');
    openssl(QStringList{ QStringLiteral("req"), QStringLiteral("-new"), QStringLiteral("-config"),
                         QStringLiteral("ca.cnf"), QStringLiteral("-subj"),
                         QStringLiteral("/CN=") + wish.commonName, QStringLiteral("-keyout"),
                         name + QStringLiteral(".key"), QStringLiteral("-out"),
                         name + QStringLiteral(".csr") }
            + ecKey());
    openssl({ QStringLiteral("ca"), QStringLiteral("-batch"), QStringLiteral("-config"),
              QStringLiteral("ca.cnf"), QStringLiteral("-cert"), QStringLiteral("ca.pem"),
              QStringLiteral("-keyfile"), QStringLiteral("ca.key"), QStringLiteral("-notext"),
              QStringLiteral("-startdate"), stamp(from), QStringLiteral("-enddate"), stamp(until),
              QStringLiteral("-extfile"), name + QStringLiteral(".ext"), QStringLiteral("-in"),
              name + QStringLiteral(".csr"), QStringLiteral("-out"),
              name + QStringLiteral(".pem") });
    return { path(name + QStringLiteral(".pem")), path(name + QStringLiteral(".key")) };
}

TlsFiles::Pair TlsFiles::selfSigned(const QString &names)
{
    const QString name = freshName();
    openssl(QStringList{ QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-config"),
                         QStringLiteral("ca.cnf"), QStringLiteral("-subj"),
                         QStringLiteral("/CN=alone"), QStringLiteral("-addext"),
                         QStringLiteral("subjectAltName=") + names, QStringLiteral("-keyout"),
                         name + QStringLiteral(".key"), QStringLiteral("-out"),
                         name + QStringLiteral(".pem") }
            + ecKey());
    return { path(name + QStringLiteral(".pem")), path(name + QStringLiteral(".key")) };
}

QStringList TlsFiles::serverOptions(const Pair &pair) const
{
    return { QStringLiteral("--tls-cert-file"),    pair.certificate,
             QStringLiteral("--tls-key-file"),     pair.key,
             QStringLiteral("--tls-ca-cert-file"), authority(),
             QStringLiteral("--tls-auth-clients"), QStringLiteral("no") };
}

bool TlsFiles::openssl(const QStringList &arguments)
{
    QProcess process;
    process.setWorkingDirectory(m_directory.path());
    process.start(QStringLiteral("openssl"), arguments);
    process.closeWriteChannel();
    const bool ended = process.waitForFinished(30000);
    if (ended && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0)
        return true;
    m_error = arguments.value(0) + QStringLiteral(": ") + process.errorString()
        + QString::fromUtf8(process.readAllStandardError());
    return false;
}

void TlsFiles::write(const QString &file, const QByteArray &text) const
{
    QFile out(path(file));
    if (out.open(QIODevice::WriteOnly))
        out.write(text);
}

QString TlsFiles::freshName()
{
    return QStringLiteral("c%1").arg(++m_serial);
}

} // namespace support
