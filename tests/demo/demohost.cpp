// A program with a demo server, for the test that kills it: prints the socket, then waits.
#include "app/demoserver.h"
#include <QCoreApplication>
#include <cstdio>

int main(int argc, char **argv)
{
    QCoreApplication program(argc, argv);
    app::DemoServer demo;
    QObject::connect(&demo, &app::DemoServer::started, &program, [](const QString &path) {
        std::printf("%s\n", qPrintable(path));
        std::fflush(stdout);
    });
    QObject::connect(&demo, &app::DemoServer::failed, &program,
                     [](const base::Error &) { QCoreApplication::exit(1); });
    demo.start();
    return QCoreApplication::exec();
}
