private import ArgumentParser
print(1)
