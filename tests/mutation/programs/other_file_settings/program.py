from app.llm import answer

print(answer("Why is the sky blue?"))
