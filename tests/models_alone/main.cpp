// Linked with the whole of models/ and nothing that draws; running it proves that it loads.
int main()
{
    return 0;
}
