mail-company = { $company }

mail-code-subject = { $company }: seu código
mail-code-why = Digite este código na página que { $company } enviou a você. Ele mostra que este endereço é seu.
mail-code-until =
    { $minutes ->
        [one] Ele funciona uma única vez, por um minuto a partir do seu pedido.
       *[other] Ele funciona uma única vez, por { $minutes } minutos a partir do seu pedido.
    }
mail-code-unexpected = Você não pediu um código? Então alguém digitou seu endereço. Ignore este e-mail e ninguém terá acesso.

mail-connect-subject = { $company }: conecte sua conta na concessionária
mail-connect-subject-named = { $company }: conecte sua conta { $provider }
mail-connect-subject-general = { $company }: conecte sua conta
mail-connect-why = { $company } pede que você conecte sua conta na concessionária, para receber suas faturas e seu consumo sem mais trabalho. Leva cerca de três minutos. Sua senha é criptografada e usada apenas para isso.
mail-connect-why-named = { $company } pede que você conecte sua conta { $provider }, para receber suas faturas e seu consumo sem mais trabalho. Leva cerca de três minutos. Sua senha é criptografada e usada apenas para isso.
mail-connect-why-general = { $company } pede que você conecte sua conta, para receber os dados dela sem mais trabalho. Leva cerca de três minutos. Sua senha é criptografada e usada apenas para isso.
mail-connect-button = Conectar sua conta
mail-reconnect-subject = { $company }: entre de novo na sua conta da concessionária
mail-reconnect-subject-named = { $company }: entre de novo em { $provider }
mail-reconnect-subject-general = { $company }: entre de novo na sua conta
mail-reconnect-why = A conexão com sua conta na concessionária parou de funcionar. { $company } pede que você entre de novo, o que leva cerca de um minuto. Sua senha é criptografada e usada apenas para isso.
mail-reconnect-why-named = A conexão com sua conta { $provider } parou de funcionar. { $company } pede que você entre de novo, o que leva cerca de um minuto. Sua senha é criptografada e usada apenas para isso.
mail-reconnect-why-general = A conexão com sua conta parou de funcionar. { $company } pede que você entre de novo, o que leva cerca de um minuto. Sua senha é criptografada e usada apenas para isso.
mail-reconnect-button = Entrar de novo
mail-remind-connect-subject = { $company }: lembrete para conectar sua conta
mail-remind-reconnect-subject = { $company }: lembrete para entrar novamente
mail-remind-why = Este é um lembrete: o link abaixo já foi enviado a você e ainda não foi usado.
mail-handed-off = { $by } repassou isto a você.
mail-message = { $company } escreve:
mail-link = Ou copie este link no seu navegador:
mail-expires = O link funciona até { $date }.
mail-yours = Este link é seu: ele mostra que você lê esta caixa de e-mail. Por favor, não o encaminhe.
mail-unexpected = Não esperava por isto? Ignore ou avise: { $company }.

mail-test-subject = Um teste dos e-mails de { $host }
mail-test-why = Se você está lendo isto, os e-mails de { $host } chegam. Alguém que administra esse servidor enviou este para verificar. Não há nada a fazer.
mail-test-unexpected = Não conhece esse servidor? Então alguém errou ao digitar o endereço; ignore este e-mail.

mail-notice-link-subject = { $about }: alguém pede um novo link
mail-notice-connected-subject = { $about }: conexão com { $provider }
mail-notice-link-expired = Um link de { $about } expirou, e alguém que o tem pede um novo.
mail-notice-link-revoked = Um link de { $about } foi revogado, e alguém que o tem pede um novo.
mail-notice-link-used = Um link de { $about } já foi usado, e alguém que o tem pede um novo.
mail-notice-link-advice = Qualquer pessoa que tenha um link pode pedir; isto não diz quem foi. Envie um novo link a quem ele se destinava.
mail-notice-connected = { $about } tem uma nova conexão: uma conta de { $provider }.
mail-notice-link-id = Link: { $name }
mail-notice-reference = Sua referência: { $name }
mail-notice-connection-id = Conexão: { $name }
mail-notice-unexpected = Você recebe este e-mail porque o espaço de trabalho { $company } definiu este endereço para avisos. Quem o administra pode mudar isso.

mail-unsubscribe = Não receber mais e-mails de { $company }
