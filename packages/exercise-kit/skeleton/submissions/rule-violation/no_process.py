def double(numbers):
    return [2 * number for number in numbers]
