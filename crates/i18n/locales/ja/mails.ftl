mail-company = { $company }

mail-code-subject = { $company }：確認コード
mail-code-why = { $company }からご案内したページに、このコードを入力してください。このメールアドレスがご本人のものであることを確認します。
mail-code-until = コードは1回だけ使用でき、お申し込みから{ $minutes }分間有効です。
mail-code-unexpected = コードをお申し込みでない場合は、どなたかがこのメールアドレスを入力されたものと思われます。このメールは無視してください。第三者がアクセスすることはありません。
