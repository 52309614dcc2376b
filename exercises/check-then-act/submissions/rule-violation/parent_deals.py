def reserve(seats, n_clients):
    return {seat: [i % n_clients] for i, seat in enumerate(seats)}
