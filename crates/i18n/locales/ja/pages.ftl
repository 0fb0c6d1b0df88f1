### 招待を受けた方のページ。です・ます調。短く、専門用語を使わず、責めない。

## Everywhere

language-name = 日本語
skip = 本文へ移動
languages = 言語
languages-button = 変更
someone = リンクの送信元の会社
new-tab = （新しいタブで開きます）
day = { $year }年{ $month }月{ $day }日
powered-by = Powered by Latchstring

## Progress

progress = 進み具合
progress-done = 完了：
step-provider = 事業者
step-provider-general = サービス
step-sign-in = ログイン
step-sites = 拠点
step-fields = 項目
step-codes = コード
step-done = 完了

## The line about safety, and the note behind it

assurance = パスワードは暗号化され、このデータの取得にのみ使用されます。
privacy-heading = パスワードとデータの取り扱い
privacy-password = 入力内容は、送信中も保存先でも暗号化されます。用途は一つだけです。ご契約の事業者にログインし、請求書と使用量を取得するためです。
privacy-password-general = 入力内容は、送信中も保存先でも暗号化されます。用途は一つだけです。接続するアカウントにログインし、そのデータを取得するためです。
privacy-gets = { $company }が受け取るのは、請求書、使用量、お客様番号とメーター番号です。パスワードが担当者の画面に表示されることはありません。読み取れるのは、データを取得するためにログインするソフトウェアだけです。
privacy-gets-general = { $company }が受け取るのは、接続したアカウントのデータです。パスワードが担当者の画面に表示されることはありません。読み取れるのは、データを取得するためにログインするソフトウェアだけです。
privacy-stop = いつでもやめられます。事業者のサイトでパスワードを変更するか、{ $company }に接続の削除をご依頼ください。
privacy-stop-general = いつでもやめられます。接続先でパスワードを変更するか、{ $company }に接続の削除をご依頼ください。
privacy-close = ページに戻る
assurance-elsewhere = ログインは{ $provider }のページで行います。パスワードが当方に見えることはありません。
privacy-password-elsewhere = ログインは{ $provider }のページで行い、パスワードがそこから出ることはありません。{ $provider }から取得するデータは、送信中も保存先でも暗号化されます。用途は請求書と使用量の取得だけです。
privacy-password-elsewhere-general = ログインは{ $provider }のページで行い、パスワードがそこから出ることはありません。{ $provider }から取得するデータは、送信中も保存先でも暗号化されます。
privacy-gets-elsewhere = { $company }が受け取るのは、請求書、使用量、お客様番号とメーター番号です。パスワードは受け取りません。
privacy-gets-elsewhere-general = { $company }が受け取るのは、接続したアカウントのデータです。パスワードは受け取りません。
privacy-stop-elsewhere = いつでもやめられます。{ $provider }で同意を取り消すか、{ $company }に接続の削除をご依頼ください。

## The panel beside the card

panel-heading = これからの流れ
panel-sign-in = ご契約の事業者にログインします
panel-sign-in-general = お使いのアカウントにログインします
panel-sign-in-more = すでにお持ちのユーザー名とパスワードを使います。
panel-sign-in-more-general = すでにお持ちのログイン情報を使います。
panel-choose = 共有するものを選びます
panel-choose-general = 接続するものを決めます
panel-choose-more = 「接続する」を押すまで、何も共有されません。
panel-choose-more-general = ログインしたアカウントだけです。ほかには何も接続されません。
panel-collect = 請求書が自動で届きます
panel-collect-general = データが自動で届きます
panel-collect-more = 新しい請求書は{ $company }に届きます。添付ファイルを送る必要はもうありません。
panel-collect-more-general = データは{ $company }に直接届きます。ファイルを送る必要はもうありません。
panel-reconnect-more = 新しい請求書が再び{ $company }に届きます。拠点とこれまでの履歴はそのままです。
panel-stop = このページを閉じるだけで、いつでもやめられます。

## Landing

landing-title = アカウントの接続
landing-title-reconnect = アカウントの再接続
landing-heading = { $company }から、公共料金アカウントの接続のお願いです
landing-heading-general = { $company }から、アカウントの接続のお願いです
landing-heading-named = { $company }から、{ $utility }のアカウントの接続のお願いです
landing-heading-reconnect = { $company }から、公共料金アカウントの再接続のお願いです
landing-heading-reconnect-named = { $company }から、{ $utility }のアカウントの再接続のお願いです
landing-lead = ご契約の事業者のサイトで使うユーザー名とパスワードをご用意ください。
landing-lead-general = そのアカウントのログイン情報をご用意ください。
landing-lead-reconnect = ご契約の事業者のサイトにもう一度ログインしていただくと、請求書が引き続き届きます。
landing-message = { $company }からのメッセージ
landing-facts = 概要
landing-gets = 請求書と使用量が先方に届きます
landing-gets-general = 接続したアカウントのデータが先方に届きます
landing-not = パスワードが先方の画面に表示されることはありません
landing-time = 所要時間は約3分です
landing-time-reconnect = 所要時間は約1分です
landing-expires = このリンクは{ $date }まで有効です
landing-start = はじめる
landing-continue = { $address } として続ける
landing-not-you = 別の方ですか？
landing-sent = { $company }が{ $date }に送信しました。
landing-unexpected = お心当たりがない場合は、ページを閉じてください。何も起こりません。

## A link for certain addresses

address-title = メールアドレス
address-heading = メールアドレスを教えてください
address-lead = このリンクは特定のメールアドレスの方のみご利用いただけます。確認のため、コードをお送りします。
address-field = メールアドレス
address-help = ご依頼を受け取ったアドレスです。そこにコードをお送りします。
address-button = コードを送る
address-busy = 送信しています…
address-error-missing = メールアドレスを入力してください。
address-error-form = name@example.com のような形で入力してください。

code-title = コードの入力
code-heading = メールをご確認ください
code-lead = このリンクの対象が { $address } の場合、そのアドレスにコードが届きます。有効時間は10分です。
code-field = コード
code-help = 6桁の数字です。迷惑メールのフォルダーもご確認ください。
code-button = 次へ
code-busy = 確認しています…
code-again = コードをもう一度送る
code-again-wait = あと{ $time }で、もう一度送れます。
code-other-address = 別のアドレスを使う
code-error-missing = メールに記載されたコードを入力してください。
code-error-form = コードは6桁の数字です。
code-error-wrong = お送りしたコードと一致しません。
code-error-wrong-next = 一番新しいメールをご利用ください。新しいコードを送ると、前のコードは使えなくなります。
code-error-void = このコードはもう使えません。
code-error-void-next = 下のボタンから、新しいコードを送ってください。
code-error-soon = あと{ $time }で、次のコードを送れます。
code-left = このコードの入力は、あと{ $count }回までです。

## Passing the link on

hand-off-link = 担当の方に送る
hand-off-title = 担当の方に送る
hand-off-heading = 代わりに手続きをする方はどなたですか？
hand-off-lead = このリンクをそのアドレスで使用できる場合は、そちらにお送りします。ご自身でも引き続き使用できます。
hand-off-field = 担当の方のメールアドレス
hand-off-button = リンクを送る
hand-off-back = 戻る
hand-off-error-missing = 担当の方のメールアドレスを入力してください。
hand-off-error-yourself = ご自身のアドレスです。担当の方のアドレスを入力してください。
hand-off-done-title = 送信しました
hand-off-done-heading = 送信しました
hand-off-done-body = このリンクをそのアドレスで使用できる場合は、まもなく届きます。このページを閉じてかまいません。
hand-off-yourself = 自分でリンクを使う
hand-off-too-many-title = 少し時間を置きましょう
hand-off-too-many-heading = このリンクの転送回数が上限に達しました
hand-off-too-many-body = 受信箱があふれないように、リンクを送れる回数には上限があります。ご自身では引き続き使用できます。

## A limited link on a server without mail

gated-title = 限定されたリンクです
gated-heading = このリンクは特定のメールアドレスに限定されています
gated-body = 開く前に、お使いのアドレスにコードをお送りする必要があります。このサーバーはメールを送信できないため、ここではリンクをご利用いただけません。
gated-next = コードなしで開けるリンクを、{ $company }にご依頼ください。
gated-next-reference = この参照番号を添えて、コードなしで開けるリンクを{ $company }にご依頼ください。

## Provider

country = 国
country-any = すべての国
provider-confirm-title = ご契約の事業者はこちらですか？
provider-confirm-title-general = アカウントはこちらですか？
provider-confirm-heading = ご契約の事業者はこちらですか？
provider-confirm-heading-general = アカウントはこちらですか？
provider-confirm-lead = { $company }は、請求書がここから届くものと考えています。
provider-confirm-lead-general = ここでログインするアカウントのデータが、{ $company }に届きます。
provider-confirm-yes = はい、次へ
provider-confirm-other = ほかを選ぶ

provider-search-title = 事業者の選択
provider-search-heading = 請求書の発行元はどちらですか？
provider-search-lead = 事業者の名前、またはサイトのアドレスで検索してください。
provider-search-field = 名前またはサイト
provider-search-button = 検索
provider-search-results = 検索結果
provider-search-count = { $count }件見つかりました
provider-search-first = 最初の{ $count }件を表示しています
provider-search-more = ほかにもあります。名前をもう少し入力するか、国を選んでください。
provider-search-several = 複数の国
provider-search-anywhere = すべての国
provider-search-none = 「{ $query }」に一致する事業者はありません
provider-search-none-more = 名前を短くする、国を確認する、または下の欄でお知らせください。
provider-search-none-narrowed = 名前を短くしてみてください。このリンクは特定の事業者のみご利用いただけます。
provider-unlisted = 一覧にありません
provider-unlisted-lead = 名前と、ログインページのアドレスをお知らせください。
provider-unlisted-name = 事業者の名前
provider-unlisted-url = ログインページのアドレス
provider-unlisted-url-help = https:// で始まります
provider-unlisted-button = 次へ
provider-error-name = 事業者の名前を入力してください。
provider-error-url = https:// から始まるアドレス全体を入力してください
provider-error-choice = 一覧から事業者を選ぶか、ご契約先をお知らせください。
provider-error-refused = このリンクは、その事業者には対応していません（{ $company }の設定）。ほかをお選びください。

## What a portal offers

connectors-title = アカウントの選択
connectors-heading = どのアカウントを接続しますか？
connectors-heading-more = ほかのアカウントも接続しますか？
connectors-lead = アカウントをお持ちのサービスを選んでください。次のページでログインします。
connectors-lead-more = アカウントをお持ちのサービスを選ぶか、ここで終了してください。
connectors-list = 接続できるもの
connectors-search = 名前またはサイト
connectors-search-button = 検索
connectors-count = { $count }件見つかりました
connectors-no-match = 一致するものがありません。
connectors-none = 「{ $query }」に一致するものはありません
connectors-none-more = 名前を短くしてみてください。空欄で検索すると、すべて表示されます。
connectors-connected = 接続済み
connectors-finish = 終了
connectors-error-none = 一覧から一つ選んでください。
connectors-error-gone = 選んだものは、たった今取り下げられました。ほかをお選びください。

## Sign in

sign-in-title = { $provider }にログイン
sign-in-heading = { $provider }にログイン
sign-in-button = ログイン
sign-in-last = ログインすると、このアカウントが{ $company }に接続されます。
sign-in-unchecked = 今はこのログイン情報を確認できません。問題があった場合は、{ $company }から改めてご連絡します。
sign-in-busy = { $provider }にログインしています…
sign-in-slow = 事業者によっては1分ほどかかります。このままお待ちください。
sign-in-forgot = パスワードをお忘れですか？
sign-in-forgot-general = ログインできませんか？
sign-in-reset = { $domain } で再設定
sign-in-reset-general = { $domain } のヘルプを見る
sign-in-other = ご契約先と違う場合は、ほかを選ぶ
repair-none = この接続は正常に動作しており、必要な手続きはありません。それでもログインすると、接続が更新されます。
repair-password = { $provider } は、お預かりしているパスワードを受け付けなくなりました。現在有効なパスワードでログインしてください。
repair-new-password = { $provider } が新しいパスワードを求めています。先にそちらで設定してから、こちらで新しいパスワードを使ってログインしてください。
repair-more = { $provider } のログインで、以前より多くの情報が求められています。ログインして、求められた内容に答えてください。
repair-code = { $provider } がもう一度確認を求めています。コードを受け取れる電話またはメールをご用意のうえ、ログインしてください。
repair-username = 前回は { $username } としてログインしました。
sign-in-other-general = ほかのアカウントを選ぶ
sign-in-finish = これを接続せずに終了
sign-in-filled-mark = 入力済み
sign-in-filled = { $company }が入力しました。その値を使う場合は空欄のまま、変える場合は入力してください。
sign-in-before = 前に付く文字：
sign-in-behind = 後に付く文字：
sign-in-consent = はい、{ $provider }のアカウントを接続します
sign-in-consent-error = アカウントを接続するには、チェックを入れてください。
sign-in-select = 選択してください
sign-in-yes = はい
sign-in-no = いいえ
password-show = 表示
password-hide = 隠す
password-of = { $label }：表示または隠す

error-heading = ご確認ください
error-title = ご確認ください：{ $title }
error-missing = 「{ $label }」を入力してください。
error-email = name@example.com のような形でメールアドレスを入力してください。
error-number = 「{ $label }」には数字を入力してください。
error-url = 「{ $label }」には、https://www.example.com のような完全なウェブアドレスを入力してください。
error-form = 「{ $label }」をご確認ください。{ $provider } の形式と異なります。
error-choice = 「{ $label }」の答えを一つ選んでください。
error-long = 「{ $label }」が長すぎます。貼り付けた内容をご確認ください。
error-password = そのパスワードでは{ $provider }にログインできませんでした。
error-password-general = そのログイン情報では{ $provider }にログインできませんでした。
error-password-next = ユーザー名も確認して、もう一度お試しください。
error-password-next-general = 各項目を確認して、もう一度お試しください。
error-locked = { $provider }がこのアカウントをロックしました。
error-locked-next = { $domain } でロックを解除してから、もう一度ここでログインしてください。
error-declined = { $provider } でのアクセスが許可されませんでした。
error-declined-next = 何も共有されていません。もう一度お試しになり、そちらで同意していただけます。
error-check = { $provider }が確認を打ち切ったため、ログインできませんでした。
error-check-next = もう一度ログインしてください。{ $provider }が改めて確認します。
error-no-accounts = ログインできましたが、{ $provider }に契約が表示されません。
error-no-accounts-next = ほかのログイン情報をお持ちの場合は、そちらをお使いください。
error-unsure = { $provider }の応答を、まだ正しく読み取れませんでした。
error-unsure-next = 何も保存されていません。もう一度試すか、後で同じリンクからお越しください。
elsewhere-lead = お手続きは { $provider } のページで行い、{ $company } がデータを受け取ることにそちらで同意していただきます。パスワードが当方に見えることはありません。
elsewhere-ask = 続ける
elsewhere-go = { $host } へ進む
elsewhere-back = そのあと、このページに戻ります。
elsewhere-tab = 新しいタブで続ける
elsewhere-tab-then = { $provider } は専用のタブでのみ開けます。そちらでの操作が終わったら、このページにお戻りください。
elsewhere-tab-done = 別のタブでの操作が終わりました
returned-title = お待ちください
returned-heading = お待ちください
returned-lead = { $provider } から戻りました。何も起こらない場合は、ボタンを押してください。
returned-button = 続ける

## Challenge

challenge-title = { $provider }による追加の確認
challenge-code-heading = コードを入力してください
challenge-code-sent = { $channel ->
    [sms] { $provider }がSMSでコードを送りました。
    [call] { $provider }から電話があり、コードが読み上げられます。
    [email] { $provider }がメールでコードを送りました。
    [app] { $provider }用の認証アプリを開いてください。
   *[other] { $provider }がコードを求めています。
}
challenge-code-sent-to = { $channel ->
    [sms] { $provider }が{ $destination }にSMSでコードを送りました。
    [call] { $provider }から{ $destination }に電話があり、コードが読み上げられます。
    [email] { $provider }が{ $destination }にメールでコードを送りました。
    [app] { $destination }の認証アプリを開いてください。
   *[other] { $provider }が{ $destination }にコードを送りました。
}
challenge-code-field = コード
challenge-code-digits = { $digits }桁
challenge-choice-heading = コードの受け取り方を選んでください
challenge-choice-lead = { $provider }が、ご本人であることを確認します。
challenge-choice-legend = コードの受け取り方
challenge-method = { $channel ->
    [sms] SMS
    [call] 電話
    [email] メール
    [app] 認証アプリ
   *[other] その他の方法
}
challenge-question-heading = 秘密の質問に答えてください
challenge-question-lead = アカウント作成時に設定した内容を、{ $provider }が確認しています。
challenge-password-heading = 新しいパスワードを決めてください
challenge-password-lead = { $provider }が、今すぐの変更を求めています。今後は{ $provider }でも新しいパスワードを使います。
challenge-password-field = 新しいパスワード
challenge-button = 次へ
challenge-button-code = コードを送る
challenge-busy = { $provider }に確認しています…
challenge-another-way = 別の方法を選ぶ
challenge-restart = 最初からやり直す
challenge-left = { $count ->
    [1] あと1回試せます。その後は最初からやり直しになります。
   *[other] あと{ $count }回試せます。
}
challenge-error-code = そのコードは使えませんでした。
challenge-error-code-next = 一番新しいコードを使ってください。新しいコードが送られると、前のコードは使えなくなります。
challenge-error-answer = その答えは{ $provider }で認められませんでした。
challenge-error-password = そのパスワードは{ $provider }で認められませんでした。
challenge-error-password-next = 先方の規則に合う、別のパスワードを選んでください。
challenge-error-missing-code = コードを入力してください。
challenge-error-missing-answer = 答えを入力してください。
challenge-error-missing-password = 新しいパスワードを入力してください。
challenge-error-missing-choice = 方法を一つ選んでください。

## Sites and types

sites-title = 共有するものの選択
sites-heading = 共有するものを選んでください
sites-lead = チェックを入れたものの請求書と使用量だけが{ $company }に届きます。
sites-lead-general = チェックを入れたもののデータだけが{ $company }に届きます。
sites-only-types-lead = アカウントのうち、次の種類の請求書だけが{ $company }に届きます。
sites-only-types-lead-general = アカウントのうち、次のデータだけが{ $company }に届きます。
sites-legend = 拠点
sites-all = すべての拠点
sites-fixed = 拠点は{ $company }が指定しています。
sites-search = 拠点を探す
sites-no-match = 一致する拠点はありません。
sites-types-legend = 請求書の種類
sites-types-legend-general = データの種類
sites-types-fixed = 種類は{ $company }が指定しています。
sites-button = 接続する
sites-button-next = 次へ
sites-button-count = { $count ->
    [0] 接続する
   *[other] { $count }か所の拠点を接続する
}
sites-busy = 接続しています…
sites-error-site = 拠点を一つ以上選んでください。
sites-error-type = 請求書の種類を一つ以上選んでください。
sites-error-type-general = データの種類を一つ以上選んでください。
sites-error-changed = 拠点の一覧が変わりました。選択内容を確認して、もう一度送信してください。

type-electricity = 電気
type-gas = ガス
type-water = 水道
type-waste = 廃棄物
type-fuel = 燃料
type-solar = 太陽光
type-sewer = 下水道
type-steam = 蒸気
type-chilled-water = 冷水
type-hot-water = 温水

## Mapping fields

mapping-title = 項目の対応付け
mapping-heading = 項目を対応付けてください
mapping-lead = { $company }に必要な内容が、{ $provider }のどの項目にあるかを選んでください。すでに対応付けられた項目もご確認ください。
mapping-target = { $company }に必要な項目
mapping-source = { $provider }の項目
mapping-required = 必須
mapping-choose = 項目を選ぶ
mapping-nothing = 入力しない
mapping-no-match = 一致する項目はありません。
mapping-button = 接続する
mapping-back = 拠点に戻る
mapping-error-missing = 「{ $label }」に対応する項目を選んでください。
mapping-error-changed = 項目の一覧が変わりました。対応付けを確認して、もう一度送信してください。

## 転送されるコード

forwarding-title = コードの転送
forwarding-heading = { $provider }のコードを転送する
forwarding-lead = { $provider }はログインのたびにコードをメールで送ります。そのメールを転送していただくと、{ $company }は毎回お尋ねすることなく接続を続けられます。
forwarding-step-address = このアドレスをコピーしてください。この接続専用のアドレスです。
forwarding-copy-address = アドレスを
forwarding-step-rule = コードが届くメールボックスの設定で、この送信元からのメールを上のアドレスへ転送するルールを作ってください。
forwarding-copy-sender = 送信元を
forwarding-confirm = 確認のため、先にそのアドレスへコードを送るメールサービスもあります。そのコードは{ $company }に届きますので、お尋ねください。
forwarding-copied = コピーしました
forwarding-step-test = テストを送ってください。{ $provider }からコードを送らせるか、同社からのメールをご自身でアドレスへ転送してください。
forwarding-waiting = テストメッセージを待っています…
forwarding-arrived = テストメッセージが届きました。転送は正しく動いています。
forwarding-check = もう一度確認する
forwarding-button = 続ける
forwarding-off = 代わりにコードをオフにする
forwarding-off-how = コードをオフにすることもできます。{ $provider }にログインし、セキュリティ設定でログインコードまたは2段階認証をお探しください。オフにしたら、ここでお知らせください。
forwarding-off-done = コードをオフにしました
forwarding-later = 後で行う
forwarding-later-note = このまま先へ進めます。コードが必要になったときに、{ $company }が改めてお尋ねします。
forwarding-error-off = コードをオフにしたら、チェックを入れてください。
forwarding-error-nothing = まだメッセージが届いていません。
forwarding-error-nothing-next = ルールとアドレスを確認して、もう一度テストを送ってください。

## Done

done-title = 接続完了
done-heading = 公共料金アカウントを接続していただき、ありがとうございました
done-heading-general = アカウントを接続していただき、ありがとうございました
done-heading-several = アカウントを接続していただき、ありがとうございました
done-lead = { $provider }の請求書と使用量が、通常1日以内に{ $company }に届き始めます。これで手続きは完了です。
done-lead-general = { $provider }のアカウントのデータが{ $company }に届きます。これで手続きは完了です。
done-lead-several = これらのアカウントのデータが{ $company }に届きます。これで手続きは完了です。
done-lead-reconnect = { $provider }の請求書と使用量が、通常1日以内に再び{ $company }に届きます。これで手続きは完了です。
done-receipt = 控え
done-receipt-number = 控え { $number }
done-provider = 事業者
done-provider-general = サービス
done-sites = 拠点
done-types = 請求書
done-types-general = データ
done-date = 接続日
done-reference = 参照番号
done-another = ほかのアカウントを接続する
done-return = { $company }に戻る
done-close = このページを閉じてかまいません。
exit = 閉じる

copy = コピー
copy-done = コピーしました
copy-what = 参照番号

## Dead ends

dead-reference = 参照番号
dead-ask = 新しいリンクを{ $company }にご依頼ください。
dead-ask-reference = この参照番号を添えて、新しいリンクを{ $company }にご依頼ください。
dead-help-reference = 再び起きた場合は、この参照番号を{ $company }にお知らせください。
dead-ask-button = 新しいリンクを{ $company }に依頼する
dead-again = もう一度試す
dead-start-again = 最初からやり直す
dead-continue = 続きから再開する
dead-finish = 終了
dead-see-receipt = 接続した内容を見る
dead-open-tab = 新しいタブで開く

dead-expired-title = リンクの期限切れ
dead-expired-heading = このリンクは期限が切れています
dead-expired-body = 安全のため、リンクは一定の期間が過ぎると使えなくなります。
dead-expired-body-on = { $date }まで有効でした。安全のため、リンクは一定の期間が過ぎると使えなくなります。

dead-revoked-title = リンクは閉じられました
dead-revoked-heading = { $company }がこのリンクを閉じました
dead-revoked-body = このリンクはもう使えません。アカウントの接続をお願いされている場合は、新しいリンクが届いていないかご確認ください。

dead-used-title = 使用済みのリンクです
dead-used-heading = このリンクはすでに使用されています
dead-used-body = お客様ご自身によるものでしたら、アカウントは接続済みです。これ以上の手続きは必要ありません。
dead-used-body-on = 最後に使用された日は{ $date }です。お客様ご自身によるものでしたら、アカウントは接続済みです。これ以上の手続きは必要ありません。
dead-used-next = 修正が必要な場合は、新しいリンクを{ $company }にご依頼ください。
dead-used-ask = 修正が必要な場合は、{ $company }にお知らせください。
dead-used-next-reference = 修正が必要な場合は、この参照番号を添えて、新しいリンクを{ $company }にご依頼ください。

dead-unknown-title = リンクが開けません
dead-unknown-heading = このリンクは開けません
dead-unknown-body = リンクの一部が欠けている可能性があります。メッセージからリンク全体をコピーして、アドレスバーに貼り付けてください。

dead-timed-out-title = 時間切れです
dead-timed-out-heading = 最初からやり直しましょう
dead-timed-out-body = しばらく操作がなかったため、安全のために入力内容を消去しました。何も共有されていません。

dead-session-title = ページは閉じられました
dead-session-heading = このページは閉じられました
dead-session-body = 安全のため、ページが開いているのは1時間で、開始したブラウザーに限られます。
dead-session-next = メッセージのリンクをもう一度開いてください。現在の状況が表示されます。すぐにここへ戻ってしまう場合は、このサイトのCookieを許可してください。

dead-unfinished-title = あと一歩です
dead-unfinished-heading = ログインできました
dead-unfinished-body = 一度で完了できませんでした。ボタンを押すと完了します。

dead-provider-down-title = 事業者が応答していません
dead-provider-down-heading = { $provider }が応答していません
dead-provider-down-body = パスワードの問題ではありません。何も保存されていません。通常は1時間以内に復旧します。
dead-provider-down-next = メッセージのリンクは引き続き有効です。後で改めてお越しください。

dead-nothing-title = 接続するものがありません
dead-nothing-heading = 接続するものがなくなりました
dead-nothing-body = このリンクの対象は、送信後に取り下げられました。
dead-nothing-body-connected = このリンクの残りの対象は取り下げられました。接続済みのものは、そのまま有効です。

dead-too-many-title = 少し時間を置きましょう
dead-too-many-heading = 試行回数が上限に達しました
dead-too-many-body = アカウントがロックされないように、いったん停止しました。何も保存されていません。
dead-too-many-body-connected = アカウントがロックされないように、いったん停止しました。接続済みのものは、そのまま有効です。
dead-too-many-when = { $minutes }分後に、同じリンクからもう一度お越しください。
dead-too-many-later = 後で、同じリンクからもう一度お越しください。

dead-codes-title = 少し時間を置きましょう
dead-codes-heading = コードの回数が上限に達しました
dead-codes-body = コードを推測されないように、送信と入力の回数に上限があります。何も共有されていません。

dead-asked-title = お伝えしました
dead-asked-heading = 新しいリンクをご希望のことを{ $company }に伝えました
dead-asked-body = 新しいリンクが作られた場合は、今回と同じように先方から届きます。このページを閉じてかまいません。

dead-form-title = もう一度送信してください
dead-form-heading = もう一度送信してください
dead-form-body = ページが長時間開いていたか、二つのタブで開かれていたため、ご本人からの送信か確認できませんでした。何も送信されていません。
dead-form-next = メッセージのリンクをもう一度開いてください。

dead-request-title = 読み取れませんでした
dead-request-heading = ブラウザーから送られた内容を読み取れませんでした
dead-request-body = 内容が不完全か、大きすぎるか、想定と異なる種類でした。何も保存されていません。
dead-request-next = 前のページに戻ってもう一度試すか、メッセージのリンクを開き直してください。

dead-server-title = 問題が発生しました
dead-server-heading = こちらで問題が発生しました
dead-server-body = お客様やアカウントの問題ではありません。何も共有されていません。数分後にもう一度お試しください。

dead-not-found-title = ページがありません
dead-not-found-heading = ここにはページがありません
dead-not-found-body = アドレスを確認するか、メッセージのリンクをもう一度開いてください。

dead-cookies-title = ブラウザーの設定によりページが動作しません
dead-cookies-heading = 別のタブで開きましょう
dead-cookies-body = お使いのブラウザーでは、どこまで進んだかをこのページが記憶できません。ほかのサイトの中に表示されている場合によく起こります。
dead-cookies-next = 別のタブでも起こる場合は、このサイトのCookieを許可してから、メッセージのリンクをもう一度開いてください。

unsubscribe-title = メールの配信停止
unsubscribe-heading = { $address }へのメールを停止しますか？
unsubscribe-lead = { $company }からこのアドレスへは、リマインダーも新しいリンクも送られなくなります。ページで請求したコードは、これまでどおり届きます。
unsubscribe-button = メールを停止する
unsubscribe-done-heading = { $address }へのメールを停止しました
unsubscribe-done-lead = 誤って停止した場合は、{ $company }にご連絡ください。元に戻せます。

# The mails of a server that somebody tries out, which are shown and not sent.
mails-heading = メール
mails-lead = クイックスタートはメールを送信しません。送信されるはずだったメールはここにあります。
mails-none = まだメールはありません。「sendEmail」を付けて招待を作成するか、コードを請求してください。
mails-from = 差出人
mails-to = 宛先
mails-at = 作成日時
mails-shown = 受信者が見るメール
mails-text = テキスト形式
mails-raw = ダウンロード
mails-back = すべてのメール
