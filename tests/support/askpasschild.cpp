// What `ssh` starts in the tests in the place of the program itself.
#include "app/cli/askpass.h"

int main(int argc, char **argv)
{
    return cli::isAskpass(argc) ? cli::runAskpass(argv[1]) : 2;
}
