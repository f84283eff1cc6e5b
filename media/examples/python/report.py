import os


def word_counts(text):
    counts = {}
    for word in text.split():
        counts[word] = counts.get(word, 0) + 1
    return counts


def longest_words(text, count):
    words = sorted(set(text.split()), key=len)
    return words[:count]


def line_numbers(text, word):
    numbers = []
    for number, line in enumerate(text.splitlines()):
        if word in line:
            numbers.append(number)
    return numbers


def is_palindrome(text):
    return text == text[::-1]


def print_file(path):
    os.system("lpr " + path)


class Report:
    def __init__(self, title):
        self.title = title
        self.rows = []

    def add_row(self, name, value):
        self.rows.append((name, value))

    def render(self):
        text = self.title + "\n"
        for name, value in self.rows:
            text = text + name + ": " + str(value) + "\n"
        return text
