#pragma once
#include "support/wait.h"
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

/// What botocore makes of each request, all in one run of Python; the fields of a request are those
/// of botocore_sign.py. The test fails where botocore is not installed (package python3-botocore).
inline QList<QJsonObject> signedByBotocore(const QList<QJsonObject> &requests)
{
    QProcess python;
    python.start(QStringLiteral("/usr/bin/python3"), { QStringLiteral(BOTOCORE_SIGN) });
    for (const QJsonObject &request : requests)
        python.write(QJsonDocument(request).toJson(QJsonDocument::Compact) + '\n');
    python.closeWriteChannel();
    const bool ended =
        QTest::qWaitFor([&] { return python.state() == QProcess::NotRunning; }, 60000);
    if (!ended || python.exitCode() != 0) {
        qWarning("botocore: %s", python.readAllStandardError().constData());
        return {};
    }
    QList<QJsonObject> answers;
    const QByteArray all = python.readAllStandardOutput().trimmed();
    for (const QByteArray &line : all.split('\n'))
        answers += QJsonDocument::fromJson(line).object();
    return answers;
}
