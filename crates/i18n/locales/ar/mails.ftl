mail-company = { $company }

mail-code-subject = { $company }: رمز التحقق
mail-code-why = أدخل هذا الرمز في الصفحة التي وجّهتك إليها { $company }. فهو يثبت أن هذا العنوان لك.
mail-code-until =
    { $minutes ->
        [zero] يصلح مرة واحدة، ولأقل من دقيقة من وقت طلبك.
        [one] يصلح مرة واحدة، ولمدة دقيقة واحدة من وقت طلبك.
        [two] يصلح مرة واحدة، ولمدة دقيقتين من وقت طلبك.
        [few] يصلح مرة واحدة، ولمدة { $minutes } دقائق من وقت طلبك.
        [many] يصلح مرة واحدة، ولمدة { $minutes } دقيقة من وقت طلبك.
       *[other] يصلح مرة واحدة، ولمدة { $minutes } دقيقة من وقت طلبك.
    }
mail-code-unexpected = لم تطلب رمزًا؟ إذن فقد أدخل أحدهم عنوانك. تجاهل هذه الرسالة، ولن يتمكن أحد من الدخول.

mail-connect-subject = { $company }: اربط حسابك لدى شركة المرافق
mail-connect-subject-named = { $company }: اربط حسابك لدى { $provider }
mail-connect-subject-general = { $company }: اربط حسابك
mail-connect-why = تطلب منك { $company } ربط حسابك لدى شركة المرافق، كي تصلها فواتيرك وبيانات استهلاكك تلقائيًا. يستغرق ذلك نحو ثلاث دقائق. كلمة مرورك مشفّرة، ولا تُستخدم إلا لهذا الغرض.
mail-connect-why-named = تطلب منك { $company } ربط حسابك لدى { $provider }، كي تصلها فواتيرك وبيانات استهلاكك تلقائيًا. يستغرق ذلك نحو ثلاث دقائق. كلمة مرورك مشفّرة، ولا تُستخدم إلا لهذا الغرض.
mail-connect-why-general = تطلب منك { $company } ربط حسابك، كي تصلها بياناته تلقائيًا. يستغرق ذلك نحو ثلاث دقائق. كلمة مرورك مشفّرة، ولا تُستخدم إلا لهذا الغرض.
mail-connect-button = اربط حسابك
mail-reconnect-subject = { $company }: سجّل الدخول مجددًا إلى حسابك لدى شركة المرافق
mail-reconnect-subject-named = { $company }: سجّل الدخول مجددًا إلى { $provider }
mail-reconnect-subject-general = { $company }: سجّل الدخول مجددًا إلى حسابك
mail-reconnect-why = توقّف الربط مع حسابك لدى شركة المرافق عن العمل. تطلب منك { $company } تسجيل الدخول مجددًا، ويستغرق ذلك نحو دقيقة. كلمة مرورك مشفّرة، ولا تُستخدم إلا لهذا الغرض.
mail-reconnect-why-named = توقّف الربط مع حسابك لدى { $provider } عن العمل. تطلب منك { $company } تسجيل الدخول مجددًا، ويستغرق ذلك نحو دقيقة. كلمة مرورك مشفّرة، ولا تُستخدم إلا لهذا الغرض.
mail-reconnect-why-general = توقّف الربط مع حسابك عن العمل. تطلب منك { $company } تسجيل الدخول مجددًا، ويستغرق ذلك نحو دقيقة. كلمة مرورك مشفّرة، ولا تُستخدم إلا لهذا الغرض.
mail-reconnect-button = تسجيل الدخول مجددًا
mail-remind-connect-subject = { $company }: تذكير بربط حسابك
mail-remind-reconnect-subject = { $company }: تذكير بتسجيل الدخول مجددًا
mail-remind-why = هذا تذكير: أُرسل إليك الرابط أدناه من قبل ولم يُستخدم بعد.
mail-handed-off = أحال إليك { $by } هذا الطلب.
mail-message = كتبت { $company }:
mail-link = أو انسخ هذا الرابط إلى متصفحك:
mail-expires = الرابط صالح حتى { $date }.
mail-yours = هذا الرابط لك وحدك: فهو يثبت أنك تقرأ هذا البريد. يُرجى عدم إعادة توجيهه.
mail-unexpected = لم تكن تتوقع هذه الرسالة؟ تجاهلها، أو أخبر { $company }.

mail-test-subject = اختبار البريد من { $host }
mail-test-why = وصول هذه الرسالة إليك يعني أن البريد من { $host } يصل. أرسلها أحد القائمين على هذا الخادم للتحقق من ذلك. لا يلزمك فعل شيء.
mail-test-unexpected = لا تعرف هذا الخادم؟ إذن كُتب العنوان خطأً؛ تجاهل هذه الرسالة.

mail-notice-link-subject = { $about }: طلبٌ لرابط جديد
mail-notice-connected-subject = { $about }: تم الربط مع { $provider }
mail-notice-link-expired = انتهت صلاحية رابط { $about }، ويطلب شخص يملكه رابطًا جديدًا.
mail-notice-link-revoked = أُلغي رابط { $about }، ويطلب شخص يملكه رابطًا جديدًا.
mail-notice-link-used = استُخدم رابط { $about } بالكامل، ويطلب شخص يملكه رابطًا جديدًا.
mail-notice-link-advice = يستطيع الطلبَ كلُّ من لديه الرابط، فلا يدل هذا على هوية الطالب. أرسل رابطًا جديدًا إلى من كان الرابط موجهًا إليهم.
mail-notice-connected = لدى { $about } ربط جديد: حساب لدى { $provider }.
mail-notice-link-id = الرابط: { $name }
mail-notice-reference = مرجعك: { $name }
mail-notice-connection-id = الربط: { $name }
mail-notice-unexpected = تصلك هذه الرسالة لأن مساحة العمل { $company } حددت هذا العنوان للإشعارات. ويمكن لمن يديرها تغيير ذلك.

mail-unsubscribe = عدم تلقي المزيد من الرسائل من { $company }
