def square_all(n_tasks):
    return {task: task * task for task in range(n_tasks)}
