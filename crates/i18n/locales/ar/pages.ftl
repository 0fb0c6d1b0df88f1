### صفحات المدعوّين. عربية فصيحة معاصرة، جمل قصيرة، بلا مصطلحات ولا لوم.

## Everywhere

language-name = العربية
skip = الانتقال إلى المحتوى
languages = اللغة
languages-button = تغيير
someone = الشركة التي دعتك
new-tab = (يُفتح في علامة تبويب جديدة)
day =
    { $day } { $month ->
        [1] يناير
        [2] فبراير
        [3] مارس
        [4] أبريل
        [5] مايو
        [6] يونيو
        [7] يوليو
        [8] أغسطس
        [9] سبتمبر
        [10] أكتوبر
        [11] نوفمبر
       *[12] ديسمبر
    } { $year }
powered-by = يعمل ببرنامج Latchstring

## Progress

progress = مراحل تقدّمك
progress-done = تمّ:
step-provider = المزوّد
step-provider-general = الحساب
step-sign-in = الدخول
step-sites = المواقع
step-fields = الحقول
step-codes = الرموز
step-done = النهاية

## The line about safety, and the note behind it

assurance = كلمة مرورك مشفّرة، ولا تُستخدم إلا لجمع هذه البيانات.
privacy-heading = كلمة مرورك وبياناتك
privacy-password = ما تكتبه مشفّر أثناء نقله وحيث يُحفظ. ولا يُستخدم إلا لغرض واحد: تسجيل الدخول لدى مزوّدك لجمع فواتيرك وبيانات استهلاكك.
privacy-password-general = ما تكتبه مشفّر أثناء نقله وحيث يُحفظ. ولا يُستخدم إلا لغرض واحد: تسجيل الدخول إلى الحساب الذي تربطه لجمع بياناته.
privacy-gets = تتلقى { $company } الفواتير وبيانات الاستهلاك وأرقام الحسابات والعدادات. ولا تعرض أي شاشة كلمة مرورك على العاملين هناك. ولا يقرؤها إلا البرنامج الذي يسجّل الدخول لجمع هذه البيانات.
privacy-gets-general = تتلقى { $company } بيانات الحساب الذي تربطه. ولا تعرض أي شاشة كلمة مرورك على العاملين هناك. ولا يقرؤها إلا البرنامج الذي يسجّل الدخول لجمع هذه البيانات.
privacy-stop = يمكنك التوقف في أي وقت. غيّر كلمة مرورك لدى مزوّدك، أو اطلب من { $company } إزالة الربط.
privacy-stop-general = يمكنك التوقف في أي وقت. غيّر كلمة مرورك هناك، أو اطلب من { $company } إزالة الربط.
privacy-close = العودة إلى الصفحة
assurance-elsewhere = تسجّل الدخول لدى { $provider }. نحن لا نرى كلمة مرورك أبدًا.
privacy-password-elsewhere = تسجّل الدخول في صفحة { $provider } نفسها، وتبقى كلمة مرورك هناك. وما يتيح لنا { $provider } جمعه مشفّر أثناء نقله وحيث يُحفظ. ولا يُستخدم إلا لغرض واحد: فواتيرك وبيانات استهلاكك.
privacy-password-elsewhere-general = تسجّل الدخول في صفحة { $provider } نفسها، وتبقى كلمة مرورك هناك. وما يتيح لنا { $provider } جمعه مشفّر أثناء نقله وحيث يُحفظ.
privacy-gets-elsewhere = تتلقى { $company } الفواتير وبيانات الاستهلاك وأرقام الحسابات والعدادات، ولا تتلقى أي كلمة مرور.
privacy-gets-elsewhere-general = تتلقى { $company } بيانات الحساب الذي تربطه، ولا تتلقى أي كلمة مرور.
privacy-stop-elsewhere = يمكنك التوقف في أي وقت. اسحب موافقتك لدى { $provider }، أو اطلب من { $company } إزالة الربط.

## The panel beside the card

panel-heading = ما الذي سيحدث
panel-sign-in = تسجّل الدخول لدى مزوّدك
panel-sign-in-general = تسجّل الدخول إلى حسابك
panel-sign-in-more = باسم المستخدم وكلمة المرور اللذين لديك.
panel-sign-in-more-general = ببيانات الدخول التي لديك هناك.
panel-choose = تختار ما تشاركه
panel-choose-general = تقرّر ما يُربط
panel-choose-more = لا يُشارَك شيء قبل أن تضغط «ربط».
panel-choose-more-general = الحساب الذي تسجّل الدخول إليه فقط، ولا شيء سواه.
panel-collect = تصل فواتيرك تلقائيًا
panel-collect-general = تصل بياناتك تلقائيًا
panel-collect-more = تتلقى { $company } كل فاتورة جديدة. فلا حاجة بعد اليوم إلى رسائل بمرفقات.
panel-collect-more-general = تتلقاها { $company } من هناك. فلا حاجة بعد اليوم إلى إرسال الملفات.
panel-reconnect-more = تعود { $company } إلى تلقي كل فاتورة جديدة. وتبقى مواقعك وسجلّك كما هي.
panel-stop = يمكنك التوقف في أي وقت: أغلق هذه الصفحة فحسب.

## Landing

landing-title = اربط حسابك
landing-title-reconnect = أعد ربط حسابك
landing-heading = تطلب منك { $company } ربط حسابك لدى شركة المرافق
landing-heading-general = تطلب منك { $company } ربط حساب
landing-heading-named = تطلب منك { $company } ربط حسابك لدى { $utility }
landing-heading-reconnect = تطلب منك { $company } إعادة ربط حسابك لدى شركة المرافق
landing-heading-reconnect-named = تطلب منك { $company } إعادة ربط حسابك لدى { $utility }
landing-lead = تحتاج إلى اسم المستخدم وكلمة المرور لموقع مزوّدك.
landing-lead-general = تحتاج إلى بيانات الدخول التي تستخدمها لذلك الحساب.
landing-lead-reconnect = سجّل الدخول لدى مزوّدك مرة أخرى لتستمر فواتيرك في الوصول.
landing-message = رسالة من { $company }
landing-facts = باختصار
landing-gets = سيتلقون فواتيرك وبيانات استهلاكك
landing-gets-general = سيتلقون بيانات الحساب الذي تربطه
landing-not = لا تعرض أي شاشة كلمة مرورك عليهم
landing-time = يستغرق ذلك نحو ثلاث دقائق
landing-time-reconnect = يستغرق ذلك نحو دقيقة واحدة
landing-expires = هذا الرابط صالح حتى { $date }
landing-start = ابدأ
landing-continue = المتابعة بالعنوان { $address }
landing-not-you = لست أنت؟
landing-sent = أرسلته { $company } بتاريخ { $date }.
landing-unexpected = لم تكن تتوقع هذا؟ أغلق الصفحة ولن يحدث شيء.

## A link for certain addresses

address-title = بريدك الإلكتروني
address-heading = ما بريدك الإلكتروني؟
address-lead = هذا الرابط مخصّص لعناوين معيّنة. نرسل إليك رمزًا لنتأكد من أن عنوانك منها.
address-field = بريدك الإلكتروني
address-help = العنوان الذي وصلك الطلب عليه. سنرسل إليه رمزًا.
address-button = أرسلوا إليّ رمزًا
address-busy = جارٍ الإرسال…
address-error-missing = أدخل بريدك الإلكتروني.
address-error-form = أدخل عنوانًا مثل name@example.com.

code-title = أدخل الرمز
code-heading = تحقّق من بريدك الإلكتروني
code-lead = إن كان هذا الرابط مخصّصًا للعنوان { $address }، فالرمز في طريقه إليه. وهو صالح لمدة عشر دقائق.
code-field = الرمز
code-help = ستة أرقام. تحقّق من البريد غير المرغوب فيه أيضًا.
code-button = متابعة
code-busy = جارٍ التحقق…
code-again = إرسال رمز آخر
code-again-wait = يمكنك طلب رمز آخر بعد { $time }.
code-other-address = استخدام عنوان آخر
code-error-missing = أدخل الرمز الوارد في الرسالة.
code-error-form = يتكوّن الرمز من ستة أرقام.
code-error-wrong = ليس هذا هو الرمز الذي أرسلناه.
code-error-wrong-next = استخدم أحدث رسالة: يتوقف الرمز الأقدم عن العمل عند إرسال رمز آخر.
code-error-void = لم يعد بالإمكان استخدام هذا الرمز.
code-error-void-next = اطلب رمزًا آخر أدناه.
code-error-soon = يمكن إرسال رمز آخر بعد { $time }.
code-left = { $count ->
    [zero] لم تبقَ محاولات بهذا الرمز.
    [one] بقيت محاولة واحدة بهذا الرمز.
    [two] بقيت محاولتان بهذا الرمز.
    [few] بقيت { $count } محاولات بهذا الرمز.
    [many] بقيت { $count } محاولة بهذا الرمز.
   *[other] بقيت { $count } محاولة بهذا الرمز.
}

## Passing the link on

hand-off-link = إرسال هذا إلى زميل
hand-off-title = إرسال هذا إلى زميل
hand-off-heading = من يتولى ذلك بدلًا منك؟
hand-off-lead = إن كان استخدام الرابط بذلك العنوان مسموحًا، فسنرسله إليه. ويمكنك أنت استخدامه أيضًا.
hand-off-field = البريد الإلكتروني لزميلك
hand-off-button = إرسال الرابط
hand-off-back = رجوع
hand-off-error-missing = أدخل البريد الإلكتروني لزميلك.
hand-off-error-yourself = هذا عنوانك أنت. أدخل عنوان زميلك.
hand-off-done-title = تمّت الإحالة
hand-off-done-heading = تمّت الإحالة
hand-off-done-body = إن كان استخدام الرابط بذلك العنوان مسموحًا، فهو في طريقه إليه. يمكنك إغلاق هذه الصفحة.
hand-off-yourself = استخدام الرابط بنفسي
hand-off-too-many-title = لنأخذ استراحة
hand-off-too-many-heading = أُحيل هذا الرابط مرات كثيرة
hand-off-too-many-body = كي لا يمتلئ بريد أحد، لا يمكن إحالة الرابط إلا عددًا محدودًا من المرات. ويمكنك أنت استخدامه أيضًا.

## A limited link on a server without mail

gated-title = هذا الرابط محدود
gated-heading = هذا الرابط مخصّص لعناوين بريد إلكتروني معيّنة
gated-body = قبل فتحه نحتاج إلى إرسال رمز إلى عنوانك. ولا يمكن لهذا الخادم إرسال البريد، لذا لا يمكن استخدام الرابط هنا.
gated-next = اطلب من { $company } رابطًا يُفتح من دون رمز.
gated-next-reference = اطلب من { $company } رابطًا يُفتح من دون رمز، واذكر هذا الرقم المرجعي.

## Provider

country = البلد
country-any = جميع البلدان
provider-confirm-title = هل هذا مزوّدك؟
provider-confirm-title-general = هل حسابك هنا؟
provider-confirm-heading = هل هذا مزوّدك؟
provider-confirm-heading-general = هل حسابك هنا؟
provider-confirm-lead = تتوقع { $company } أن تأتي فواتيرك من هنا.
provider-confirm-lead-general = تتلقى { $company } بيانات الحساب الذي تسجّل الدخول إليه هنا.
provider-confirm-yes = نعم، متابعة
provider-confirm-other = اختيار مزوّد آخر

provider-search-title = اختر مزوّدك
provider-search-heading = من يرسل إليك الفواتير؟
provider-search-lead = ابحث عن الشركة باسمها أو بموقعها الإلكتروني.
provider-search-field = الاسم أو الموقع الإلكتروني
provider-search-button = بحث
provider-search-results = النتائج
provider-search-count = { $count ->
    [zero] لم يُعثر على أي مزوّد
    [one] عُثر على مزوّد واحد
    [two] عُثر على مزوّدَين
    [few] عُثر على { $count } مزوّدين
    [many] عُثر على { $count } مزوّدًا
   *[other] عُثر على { $count } مزوّد
}
provider-search-first = { $count ->
    [zero] لم يُعثر على أي مزوّد
    [one] أول مزوّد عُثر عليه
    [two] أول مزوّدَين عُثر عليهما
    [few] أول { $count } مزوّدين عُثر عليهم
    [many] أول { $count } مزوّدًا عُثر عليهم
   *[other] أول { $count } مزوّد عُثر عليهم
}
provider-search-more = هناك المزيد. اكتب حروفًا أكثر من الاسم، أو اختر البلد.
provider-search-several = في عدة بلدان
provider-search-anywhere = في كل مكان
provider-search-none = لا يوجد مزوّد يطابق «{ $query }»
provider-search-none-more = جرّب اسمًا أقصر، أو تحقّق من البلد، أو أخبرنا أدناه.
provider-search-none-narrowed = جرّب اسمًا أقصر. هذا الرابط متاح لمزوّدين معيّنين فقط.
provider-unlisted = مزوّدي غير مدرج
provider-unlisted-lead = أخبرنا باسمه وبعنوان الصفحة التي تسجّل الدخول فيها.
provider-unlisted-name = اسم المزوّد
provider-unlisted-url = عنوان صفحة تسجيل الدخول
provider-unlisted-url-help = يبدأ بـ https://
provider-unlisted-button = متابعة
provider-error-name = أدخل اسم المزوّد.
provider-error-url = أدخل العنوان كاملًا بدءًا بـ https://
provider-error-choice = اختر مزوّدًا من القائمة، أو أخبرنا بمزوّدك.
provider-error-refused = لم تُتح { $company } هذا الرابط لذلك المزوّد. اختر مزوّدًا آخر.

## What a portal offers

connectors-title = اختر حسابًا
connectors-heading = أي حساب تريد ربطه؟
connectors-heading-more = هل تريد ربط حساب آخر؟
connectors-lead = اختر الجهة التي لديك فيها الحساب. ستسجّل الدخول في الصفحة التالية.
connectors-lead-more = اختر الجهة التي لديك فيها الحساب، أو أنهِ العملية هنا.
connectors-list = ما يمكنك ربطه
connectors-search = الاسم أو الموقع الإلكتروني
connectors-search-button = بحث
connectors-count = { $count ->
    [zero] لا نتائج
    [one] نتيجة واحدة
    [two] نتيجتان
    [few] { $count } نتائج
    [many] { $count } نتيجة
   *[other] { $count } نتيجة
}
connectors-no-match = لا شيء مطابق.
connectors-none = لا شيء يطابق «{ $query }»
connectors-none-more = جرّب اسمًا أقصر. ابحث بحقل فارغ لعرض كل شيء من جديد.
connectors-connected = مربوط
connectors-finish = إنهاء
connectors-error-none = اختر واحدًا من القائمة.
connectors-error-gone = سُحب هذا الخيار قبل قليل. اختر غيره.

## Sign in

sign-in-title = تسجيل الدخول إلى { $provider }
sign-in-heading = سجّل الدخول إلى { $provider }
sign-in-button = تسجيل الدخول
sign-in-last = بتسجيل الدخول يُربط هذا الحساب مع { $company }.
sign-in-unchecked = لا يمكننا تجربة بيانات الدخول هذه الآن. إن كان فيها خطأ، فستطلبها منك { $company } مرة أخرى.
sign-in-busy = جارٍ تسجيل الدخول إلى { $provider }…
sign-in-slow = يستغرق بعض المزوّدين ما يصل إلى دقيقة. يمكنك ترك هذه الصفحة مفتوحة.
sign-in-forgot = نسيت كلمة المرور؟
sign-in-forgot-general = يتعذّر عليك تسجيل الدخول؟
sign-in-reset = أعد تعيينها على { $domain }
sign-in-reset-general = احصل على المساعدة على { $domain }
sign-in-other = ليس مزوّدك؟ اختر غيره
repair-none = هذا الاتصال يعمل ولا يلزم فعل شيء. إن سجّلت الدخول مع ذلك فسيُحدَّث.
repair-password = لم يعد { $provider } يقبل كلمة المرور التي لدينا. سجّل الدخول بكلمة المرور السارية هناك الآن.
repair-new-password = يطلب { $provider } كلمة مرور جديدة. عيّنها هناك أولًا ثم سجّل الدخول بها هنا.
repair-more = يطلب { $provider } عند تسجيل الدخول أكثر من ذي قبل. سجّل الدخول وأجب عمّا يُسأل.
repair-code = يريد { $provider } التحقق مرة أخرى. سجّل الدخول واجعل هاتفك أو بريدك في متناولك لتلقي الرمز.
repair-username = في المرة الأخيرة سجّلت الدخول باسم { $username }.
sign-in-other-general = اختيار حساب آخر
sign-in-finish = الإنهاء من دون هذا الحساب
sign-in-filled-mark = معبّأ
sign-in-filled = من { $company }. اتركه فارغًا لاستخدام القيمة، أو اكتب قيمتك.
sign-in-before = يسبقه:
sign-in-behind = يليه:
sign-in-consent = نعم، اربطوا حسابي لدى { $provider }
sign-in-consent-error = ضع علامة في المربع لربط حسابك.
sign-in-select = اختر واحدًا
sign-in-yes = نعم
sign-in-no = لا
password-show = إظهار
password-hide = إخفاء
password-of = { $label }: إظهار أو إخفاء

error-heading = يُرجى التحقق من هذا
error-title = يُرجى التحقق: { $title }
error-missing = املأ حقل «{ $label }».
error-email = أدخل بريدًا إلكترونيًا مثل name@example.com.
error-number = أدخل رقمًا في «{ $label }».
error-url = أدخِل في «{ $label }» عنوان ويب كاملًا، مثل https://www.example.com.
error-form = تحقّق من «{ $label }»: ليس بالصيغة التي يستخدمها { $provider }.
error-choice = اختر إحدى الإجابات في «{ $label }».
error-long = «{ $label }» أطول مما يقبله أي مزوّد. تحقّق مما لُصق.
error-password = لم تنجح كلمة المرور هذه لدى { $provider }.
error-password-general = لم تقبل { $provider } بيانات الدخول هذه.
error-password-next = تحقّق من اسم المستخدم أيضًا، ثم حاول مرة أخرى.
error-password-next-general = تحقّق من كل حقل، ثم حاول مرة أخرى.
error-locked = أقفلت { $provider } هذا الحساب.
error-locked-next = افتح قفله على { $domain }، ثم سجّل الدخول هنا مرة أخرى.
error-declined = لم تسمح لنا بالوصول لدى { $provider }.
error-declined-next = لم تتم مشاركة أي شيء. يمكنك المحاولة مرة أخرى والموافقة هناك.
error-check = أنهت { $provider } تحقّقها، فلم يكتمل تسجيل الدخول.
error-check-next = سجّل الدخول مرة أخرى: ستسألك { $provider } من جديد.
error-no-accounts = نجح تسجيل الدخول، لكن { $provider } لا تعرض له أي اشتراكات.
error-no-accounts-next = إن كانت لديك بيانات دخول أخرى هناك، فاستخدمها.
error-unsure = ردّت { $provider } بطريقة لا نفهمها بعد.
error-unsure-next = لم يُحفظ شيء. حاول مرة أخرى، أو عُد لاحقًا بالرابط نفسه.
elsewhere-lead = تقوم بذلك في صفحة { $provider } نفسها، وتوافق هناك على أن تحصل { $company } على بياناتك. نحن لا نرى كلمة مرورك أبدًا.
elsewhere-ask = متابعة
elsewhere-go = المتابعة إلى { $host }
elsewhere-back = بعد ذلك تعود إلى هنا.
elsewhere-tab = المتابعة في علامة تبويب جديدة
elsewhere-tab-then = لا يمكن فتح { $provider } إلا في علامة تبويب مستقلة. ارجع إلى هذه الصفحة عندما تنتهي هناك.
elsewhere-tab-done = انتهيت في علامة التبويب الأخرى
returned-title = لحظة من فضلك
returned-heading = لحظة من فضلك
returned-lead = لقد عدت من { $provider }. إذا لم يحدث شيء، فاضغط على الزر.
returned-button = متابعة

## Challenge

challenge-title = تحقّق إضافي من { $provider }
challenge-code-heading = أدخل الرمز
challenge-code-sent = { $channel ->
    [sms] أرسلت { $provider } رمزًا في رسالة نصية.
    [call] تتصل بك { $provider } وتملي عليك رمزًا.
    [email] أرسلت { $provider } رمزًا بالبريد الإلكتروني.
    [app] افتح تطبيق المصادقة الذي تستخدمه مع { $provider }.
   *[other] تطلب { $provider } رمزًا.
}
challenge-code-sent-to = { $channel ->
    [sms] أرسلت { $provider } رمزًا في رسالة نصية إلى { $destination }.
    [call] تتصل { $provider } بالرقم { $destination } وتملي عليك رمزًا.
    [email] أرسلت { $provider } رمزًا بالبريد الإلكتروني إلى { $destination }.
    [app] افتح تطبيق المصادقة على { $destination }.
   *[other] أرسلت { $provider } رمزًا إلى { $destination }.
}
challenge-code-field = الرمز
challenge-code-digits = { $digits ->
    [zero] بلا أرقام
    [one] رقم واحد
    [two] رقمان
    [few] { $digits } أرقام
    [many] { $digits } رقمًا
   *[other] { $digits } رقم
}
challenge-choice-heading = كيف تريد أن تتلقى الرمز؟
challenge-choice-lead = تريد { $provider } أن تتأكد من هويتك.
challenge-choice-legend = طرق تلقّي الرمز
challenge-method = { $channel ->
    [sms] رسالة نصية
    [call] مكالمة هاتفية
    [email] بريد إلكتروني
    [app] تطبيق مصادقة
   *[other] طريقة أخرى
}
challenge-question-heading = أجب عن سؤال الأمان
challenge-question-lead = تسألك { $provider } عما اخترته عند إنشاء الحساب.
challenge-password-heading = اختر كلمة مرور جديدة
challenge-password-lead = تطلب { $provider } أن تغيّرها الآن. ومنذ ذلك الحين تستخدم الجديدة هناك أيضًا.
challenge-password-field = كلمة المرور الجديدة
challenge-button = متابعة
challenge-button-code = إرسال الرمز
challenge-busy = جارٍ التحقق لدى { $provider }…
challenge-another-way = اختيار طريقة أخرى
challenge-restart = البدء من جديد
challenge-left = { $count ->
    [zero] لم تبقَ محاولات. عليك البدء من جديد.
    [one] بقيت محاولة واحدة. بعدها تبدأ من جديد.
    [two] بقيت محاولتان.
    [few] بقيت { $count } محاولات.
    [many] بقيت { $count } محاولة.
   *[other] بقيت { $count } محاولة.
}
challenge-error-code = لم ينجح هذا الرمز.
challenge-error-code-next = استخدم الأحدث: يتوقف الرمز الأقدم عن العمل عند إرسال رمز آخر.
challenge-error-answer = لم تنجح هذه الإجابة لدى { $provider }.
challenge-error-password = لم تقبل { $provider } كلمة المرور هذه.
challenge-error-password-next = اختر كلمة أخرى تتبع قواعدها.
challenge-error-missing-code = أدخل الرمز.
challenge-error-missing-answer = أدخل إجابتك.
challenge-error-missing-password = أدخل كلمة مرور جديدة.
challenge-error-missing-choice = اختر إحدى الطرق.

## Sites and types

sites-title = اختر ما تشاركه
sites-heading = اختر ما تشاركه
sites-lead = تتلقى { $company } الفواتير وبيانات الاستهلاك لما حُدّد فقط، ولا شيء سواه.
sites-lead-general = تتلقى { $company } البيانات لما حُدّد فقط، ولا شيء سواه.
sites-only-types-lead = تتلقى { $company } هذه الأنواع من الفواتير من حسابك، ولا شيء سواها.
sites-only-types-lead-general = تتلقى { $company } هذه البيانات من حسابك، ولا شيء سواها.
sites-legend = المواقع
sites-all = جميع المواقع
sites-fixed = حدّدت { $company } هذه المواقع مسبقًا.
sites-search = البحث عن موقع
sites-no-match = لا موقع مطابق.
sites-types-legend = أنواع الفواتير
sites-types-legend-general = أنواع البيانات
sites-types-fixed = حدّدت { $company } هذه الأنواع مسبقًا.
sites-button = ربط
sites-button-next = متابعة
sites-button-count = { $count ->
    [zero] ربط
    [one] ربط موقع واحد
    [two] ربط موقعين
    [few] ربط { $count } مواقع
    [many] ربط { $count } موقعًا
   *[other] ربط { $count } موقع
}
sites-busy = جارٍ الربط…
sites-error-site = حدّد موقعًا واحدًا على الأقل.
sites-error-type = حدّد نوعًا واحدًا من الفواتير على الأقل.
sites-error-type-general = حدّد نوعًا واحدًا من البيانات على الأقل.
sites-error-changed = تغيّرت قائمة المواقع. تحقّق مما حُدّد، ثم أرسله مرة أخرى.

type-electricity = الكهرباء
type-gas = الغاز
type-water = المياه
type-waste = النفايات
type-fuel = الوقود
type-solar = الطاقة الشمسية
type-sewer = الصرف الصحي
type-steam = البخار
type-chilled-water = المياه المبرّدة
type-hot-water = المياه الساخنة

## Mapping fields

mapping-title = طابق الحقول
mapping-heading = طابق الحقول
mapping-lead = حدّد حقول { $provider } التي تحوي ما تحتاج إليه { $company }. ويُرجى التحقق من الحقول المطابَقة مسبقًا.
mapping-target = ما تحتاج إليه { $company }
mapping-source = من { $provider }
mapping-required = مطلوب
mapping-choose = اختر حقلًا
mapping-nothing = بلا تعبئة
mapping-no-match = لا حقل مطابق.
mapping-button = ربط
mapping-back = العودة إلى المواقع
mapping-error-missing = اختر حقلًا لـ «{ $label }».
mapping-error-changed = تغيّرت قوائم الحقول. تحقّق من المطابقة، ثم أرسلها مرة أخرى.

## الرموز المُعاد توجيهها

forwarding-title = إعادة توجيه الرموز
forwarding-heading = أعد توجيه رموز { $provider }
forwarding-lead = يرسل { $provider } رمزًا بالبريد عند كل تسجيل دخول. إذا أعدت توجيه هذه الرسائل، تستطيع { $company } إبقاء هذا الاتصال يعمل دون سؤالك كل مرة.
forwarding-step-address = انسخ هذا العنوان. إنه لهذا الاتصال وحده.
forwarding-copy-address = العنوان
forwarding-step-rule = في إعدادات صندوق البريد الذي تصله الرموز، أنشئ قاعدة: ما يأتي من هذا المرسل يُعاد توجيهه إلى العنوان أعلاه.
forwarding-copy-sender = المرسل
forwarding-confirm = ترسل بعض خدمات البريد أولًا رمزًا إلى ذلك العنوان لتأكيده. يصل هذا الرمز إلى { $company }، فاطلبه منها.
forwarding-copied = تمّ النسخ
forwarding-step-test = أرسل رسالة تجريبية: اطلب من { $provider } إرسال رمز إليك، أو أعد توجيه إحدى رسائله إلى العنوان بنفسك.
forwarding-waiting = في انتظار الرسالة التجريبية…
forwarding-arrived = وصلت الرسالة التجريبية. إعادة التوجيه تعمل.
forwarding-check = تحقّق مرة أخرى
forwarding-button = متابعة
forwarding-off = إيقاف الرموز بدلًا من ذلك
forwarding-off-how = يمكنك أيضًا إيقاف الرموز: سجّل الدخول لدى { $provider } وابحث في إعدادات الأمان عن رموز الدخول أو التحقق بخطوتين. ثم أخبرنا هنا.
forwarding-off-done = أوقفت الرموز
forwarding-later = لاحقًا
forwarding-later-note = يمكنك المتابعة من دون ذلك. ستسألك { $company } مجددًا عندما يلزم رمز.
forwarding-error-off = ضع علامة في المربع بعد إيقاف الرموز.
forwarding-error-nothing = لم تصل أي رسالة بعد.
forwarding-error-nothing-next = تحقّق من القاعدة والعنوان، ثم أرسل الرسالة التجريبية مرة أخرى.

## Done

done-title = تمّ الربط
done-heading = شكرًا لك على ربط حسابك لدى شركة المرافق!
done-heading-general = شكرًا لك على ربط حسابك!
done-heading-several = شكرًا لك على ربط حساباتك!
done-lead = تتلقى { $company } من الآن فواتيرك وبيانات استهلاكك من { $provider }، ويبدأ ذلك عادةً خلال يوم. ليس عليك فعل شيء آخر.
done-lead-general = تتلقى { $company } من الآن بيانات حسابك لدى { $provider }. ليس عليك فعل شيء آخر.
done-lead-several = تتلقى { $company } من الآن بيانات هذه الحسابات. ليس عليك فعل شيء آخر.
done-lead-reconnect = تعود { $company } إلى تلقي فواتيرك وبيانات استهلاكك من { $provider }، عادةً خلال يوم. ليس عليك فعل شيء آخر.
done-receipt = الإيصال
done-receipt-number = الإيصال { $number }
done-provider = المزوّد
done-provider-general = الحساب
done-sites = المواقع
done-types = الفواتير
done-types-general = البيانات
done-date = تاريخ الربط
done-reference = الرقم المرجعي
done-another = ربط حساب آخر
done-return = العودة إلى { $company }
done-close = يمكنك إغلاق هذه الصفحة.
exit = إغلاق

copy = نسخ
copy-done = تمّ النسخ
copy-what = الرقم المرجعي

## Dead ends

dead-reference = الرقم المرجعي
dead-ask = اطلب من { $company } رابطًا جديدًا.
dead-ask-reference = اطلب من { $company } رابطًا جديدًا، واذكر هذا الرقم المرجعي.
dead-help-reference = إن تكرّر ذلك، فأبلغ { $company } بهذا الرقم المرجعي.
dead-ask-button = طلب رابط جديد من { $company }
dead-again = المحاولة مرة أخرى
dead-start-again = البدء من جديد
dead-continue = المتابعة من حيث توقفت
dead-finish = إنهاء
dead-see-receipt = عرض ما ربطته
dead-open-tab = الفتح في علامة تبويب جديدة

dead-expired-title = انتهت صلاحية هذا الرابط
dead-expired-heading = انتهت صلاحية هذا الرابط
dead-expired-body = تتوقف الروابط عن العمل بعد مدة حفاظًا على أمانك.
dead-expired-body-on = كان صالحًا حتى { $date }. تتوقف الروابط عن العمل بعد مدة حفاظًا على أمانك.

dead-revoked-title = هذا الرابط مغلق
dead-revoked-heading = أغلقت { $company } هذا الرابط
dead-revoked-body = لم يعد بالإمكان استخدامه. إن طُلب منك ربط حساب، فقد تجد رابطًا أحدث بين رسائلك.

dead-used-title = سبق استخدام هذا الرابط
dead-used-heading = سبق استخدام هذا الرابط
dead-used-body = إن كنت أنت من استخدمه، فحسابك مربوط وليس عليك فعل شيء آخر.
dead-used-body-on = استُخدم آخر مرة بتاريخ { $date }. إن كنت أنت من استخدمه، فحسابك مربوط وليس عليك فعل شيء آخر.
dead-used-next = تحتاج إلى تصحيح شيء؟ اطلب من { $company } رابطًا جديدًا.
dead-used-ask = تحتاج إلى تصحيح شيء؟ أخبر { $company }.
dead-used-next-reference = تحتاج إلى تصحيح شيء؟ اطلب من { $company } رابطًا جديدًا، واذكر هذا الرقم المرجعي.

dead-unknown-title = هذا الرابط لا يعمل
dead-unknown-heading = هذا الرابط لا يعمل
dead-unknown-body = ربما ينقص جزء منه. انسخ الرابط كاملًا من الرسالة والصقه في شريط العنوان.

dead-timed-out-title = انتهى وقتك
dead-timed-out-heading = لنبدأ من جديد
dead-timed-out-body = ابتعدت مدة من الوقت، فنسينا ما كتبته حفاظًا على أمانه. لم يُشارَك شيء.

dead-session-title = هذه الصفحة مغلقة
dead-session-heading = هذه الصفحة مغلقة
dead-session-body = حفاظًا على أمانك تبقى مفتوحة ساعة واحدة، وفي المتصفح الذي بدأت فيه فقط.
dead-session-next = افتح الرابط من رسالتك مرة أخرى: فهو يبيّن ما وصلت إليه. وإن عدت إلى هنا فورًا، فاسمح بملفات تعريف الارتباط لهذا الموقع.

dead-unfinished-title = بقيت ضغطة واحدة
dead-unfinished-heading = لقد سجّلت الدخول
dead-unfinished-body = لم نتمكن من الإتمام من المحاولة الأولى. اضغط الزر ويتم الأمر.

dead-provider-down-title = مزوّدك لا يستجيب
dead-provider-down-heading = لا تستجيب { $provider }
dead-provider-down-body = لا علاقة لهذا بكلمة مرورك، ولم نحفظ شيئًا. وعادةً ما يزول خلال ساعة.
dead-provider-down-next = يبقى الرابط في رسالتك صالحًا. عُد به لاحقًا إن شئت.

dead-nothing-title = لا شيء لربطه
dead-nothing-heading = لم يعد هناك ما يُربط
dead-nothing-body = سُحب ما كان هذا الرابط من أجله بعد إرساله.
dead-nothing-body-connected = سُحبت بقية ما كان هذا الرابط من أجله. وما ربطته يبقى مربوطًا.

dead-too-many-title = لنأخذ استراحة
dead-too-many-heading = محاولات كثيرة في الوقت الحالي
dead-too-many-body = توقفنا كي لا يُقفل حسابك. لم يُحفظ شيء.
dead-too-many-body-connected = توقفنا كي لا يُقفل حسابك. وما ربطته من قبل يبقى مربوطًا.
dead-too-many-when = { $minutes ->
    [zero] عُد الآن بالرابط نفسه.
    [one] عُد بعد دقيقة بالرابط نفسه.
    [two] عُد بعد دقيقتين بالرابط نفسه.
    [few] عُد بعد { $minutes } دقائق بالرابط نفسه.
    [many] عُد بعد { $minutes } دقيقة بالرابط نفسه.
   *[other] عُد بعد { $minutes } دقيقة بالرابط نفسه.
}
dead-too-many-later = عُد لاحقًا بالرابط نفسه.

dead-codes-title = لنأخذ استراحة
dead-codes-heading = رموز كثيرة في الوقت الحالي
dead-codes-body = كي لا يتمكن أحد من تخمين رمز، لا يُرسل ولا يُجرَّب منها إلا عدد محدود. لم يُشارَك شيء.

dead-asked-title = أبلغناهم
dead-asked-heading = تعلم { $company } أنك تريد رابطًا جديدًا
dead-asked-body = إن أُنشئ رابط جديد فسيصلك منهم كما وصلك هذا. يمكنك إغلاق هذه الصفحة.

dead-form-title = يُرجى الإرسال مرة أخرى
dead-form-heading = يُرجى الإرسال مرة أخرى
dead-form-body = بقيت الصفحة مفتوحة مدة طويلة، أو في علامتي تبويب، فلم نتأكد من أن الإرسال منك. لم يُرسل شيء.
dead-form-next = افتح الرابط من رسالتك مرة أخرى.

dead-request-title = تعذّرت علينا القراءة
dead-request-heading = تعذّرت علينا قراءة ما أرسله متصفحك
dead-request-body = كان ناقصًا، أو كبيرًا جدًا، أو من نوع غير الذي نتوقعه. لم يُحفظ شيء.
dead-request-next = عُد إلى الخلف وحاول مرة أخرى، أو افتح الرابط من رسالتك من جديد.

dead-server-title = حدث خطأ ما
dead-server-heading = حدث خطأ من جهتنا
dead-server-body = لا علاقة لهذا بك ولا بحسابك، ولم يُشارَك شيء. يُرجى المحاولة مرة أخرى بعد بضع دقائق.

dead-not-found-title = لا توجد صفحة هنا
dead-not-found-heading = لا توجد صفحة هنا
dead-not-found-body = تحقّق من العنوان، أو افتح الرابط من رسالتك مرة أخرى.

dead-cookies-title = متصفحك يمنع هذه الصفحة من العمل
dead-cookies-heading = لنفتح هذا في علامة تبويب مستقلة
dead-cookies-body = لا يسمح متصفحك لهذه الصفحة بتذكّر الخطوة التي أنت فيها. وهذا شائع عند عرضها داخل موقع آخر.
dead-cookies-next = إن حدث ذلك هناك أيضًا، فاسمح بملفات تعريف الارتباط لهذا الموقع، ثم افتح الرابط من رسالتك مرة أخرى.

unsubscribe-title = إيقاف الرسائل
unsubscribe-heading = هل نوقف الرسائل إلى { $address }؟
unsubscribe-lead = لن تراسل { $company } هذا العنوان بعد الآن، لا تذكيرات ولا روابط جديدة. أما الرمز الذي تطلبه في صفحة فيصلك كالمعتاد.
unsubscribe-button = إيقاف الرسائل
unsubscribe-done-heading = تم: لا مزيد من الرسائل إلى { $address }
unsubscribe-done-lead = إن كان ذلك خطأً فأخبر { $company }، فبإمكانها التراجع عنه.

# The mails of a server that somebody tries out, which are shown and not sent.
mails-heading = الرسائل
mails-lead = لا يرسل الإعداد السريع أي رسائل. ما كان سيرسله موجود هنا.
mails-none = لا رسائل بعد. أنشئ دعوة مع “sendEmail” أو اطلب رمزًا.
mails-from = من
mails-to = إلى
mails-at = كُتبت
mails-shown = الرسالة كما يراها قارئها
mails-text = كنص عادي
mails-raw = تنزيل
mails-back = كل الرسائل
