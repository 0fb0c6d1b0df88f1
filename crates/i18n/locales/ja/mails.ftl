mail-company = { $company }

mail-code-subject = { $company }：確認コード
mail-code-why = { $company }からご案内したページに、このコードを入力してください。このメールアドレスがご本人のものであることを確認します。
mail-code-until = コードは1回だけ使用でき、お申し込みから{ $minutes }分間有効です。
mail-code-unexpected = コードをお申し込みでない場合は、どなたかがこのメールアドレスを入力されたものと思われます。このメールは無視してください。第三者がアクセスすることはありません。

mail-connect-subject = { $company }：公共料金アカウントの接続のお願い
mail-connect-subject-named = { $company }：{ $provider }のアカウントの接続のお願い
mail-connect-subject-general = { $company }：アカウントの接続のお願い
mail-connect-why = 請求書と使用量が自動で届くように、{ $company }が公共料金アカウントの接続をお願いしています。所要時間は約3分です。パスワードは暗号化され、この目的にのみ使用されます。
mail-connect-why-named = 請求書と使用量が自動で届くように、{ $company }が{ $provider }のアカウントの接続をお願いしています。所要時間は約3分です。パスワードは暗号化され、この目的にのみ使用されます。
mail-connect-why-general = データが自動で届くように、{ $company }がアカウントの接続をお願いしています。所要時間は約3分です。パスワードは暗号化され、この目的にのみ使用されます。
mail-connect-button = アカウントを接続する
mail-reconnect-subject = { $company }：公共料金アカウントへの再ログインのお願い
mail-reconnect-subject-named = { $company }：{ $provider }への再ログインのお願い
mail-reconnect-subject-general = { $company }：アカウントへの再ログインのお願い
mail-reconnect-why = 公共料金アカウントとの接続が切れています。{ $company }が再度のログインをお願いしています。所要時間は約1分です。パスワードは暗号化され、この目的にのみ使用されます。
mail-reconnect-why-named = { $provider }のアカウントとの接続が切れています。{ $company }が再度のログインをお願いしています。所要時間は約1分です。パスワードは暗号化され、この目的にのみ使用されます。
mail-reconnect-why-general = アカウントとの接続が切れています。{ $company }が再度のログインをお願いしています。所要時間は約1分です。パスワードは暗号化され、この目的にのみ使用されます。
mail-reconnect-button = もう一度ログインする
mail-remind-connect-subject = { $company }：アカウントの接続のご確認
mail-remind-reconnect-subject = { $company }：再ログインのご確認
mail-remind-why = 先日お送りした下記のリンクがまだ使われていないため、あらためてご案内します。
mail-handed-off = { $by } さんからこのご案内が回されました。
mail-message = { $company }からのメッセージ：
mail-link = または、次のリンクをブラウザーにコピーしてください：
mail-expires = このリンクは{ $date }まで有効です。
mail-yours = このリンクはお客様専用です。このメールを受け取ったご本人であることを示します。転送しないでください。
mail-unexpected = お心当たりがない場合は、このメールを無視するか、{ $company }にお知らせください。

mail-test-subject = { $host }からのメールのテスト
mail-test-why = このメールをお読みいただけていれば、{ $host }からのメールは届いています。このサーバーの管理者が確認のために送信しました。ご対応は不要です。
mail-test-unexpected = このサーバーにお心当たりがない場合は、宛先の入力間違いと思われます。このメールは無視してください。

mail-notice-link-subject = { $about }：新しいリンクの依頼
mail-notice-connected-subject = { $about }：{ $provider }と接続されました
mail-notice-link-expired = { $about }のリンクの有効期限が切れており、リンクをお持ちの方が新しいリンクを求めています。
mail-notice-link-revoked = { $about }のリンクは取り消されており、リンクをお持ちの方が新しいリンクを求めています。
mail-notice-link-used = { $about }のリンクは使用済みで、リンクをお持ちの方が新しいリンクを求めています。
mail-notice-link-advice = リンクを持っている人なら誰でも依頼できるため、依頼者が誰かはわかりません。本来の宛先の方に新しいリンクを送ってください。
mail-notice-connected = { $about }に新しい接続ができました：{ $provider }のアカウント。
mail-notice-link-id = リンク：{ $name }
mail-notice-reference = お客様の参照番号：{ $name }
mail-notice-connection-id = 接続：{ $name }
mail-notice-unexpected = ワークスペース「{ $company }」の通知先に設定されているため、このメールをお送りしています。管理者が設定を変更できます。

mail-unsubscribe = { $company }からのメールを今後受け取らない
