def squares(numbers):
    return [number * number for number in numbers]
