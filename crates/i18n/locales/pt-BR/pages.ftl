### As páginas de quem recebe o link. Tratamento: você. Frases curtas, sem jargão; nunca uma censura.

## Everywhere

language-name = Português (Brasil)
skip = Ir para o conteúdo
languages = Idioma
languages-button = Mudar
someone = a empresa que convidou você
new-tab = (abre em uma nova aba)
day =
    { $day ->
        [1] 1º
       *[other] { $day }
    } de { $month ->
        [1] janeiro
        [2] fevereiro
        [3] março
        [4] abril
        [5] maio
        [6] junho
        [7] julho
        [8] agosto
        [9] setembro
        [10] outubro
        [11] novembro
       *[12] dezembro
    } de { $year }
powered-by = Com tecnologia Latchstring

## Progress

progress = Seu andamento
progress-done = concluído:
step-provider = Provedor
step-provider-general = Conta
step-sign-in = Acesso
step-sites = Locais
step-fields = Campos
step-codes = Códigos
step-done = Pronto

## The line about safety, and the note behind it

assurance = Sua senha é criptografada e usada apenas para coletar estes dados.
privacy-heading = Sua senha e seus dados
privacy-password = O que você digita é criptografado no caminho e onde fica guardado. Serve para uma única coisa: entrar no site do seu provedor e coletar suas faturas e seu consumo.
privacy-password-general = O que você digita é criptografado no caminho e onde fica guardado. Serve para uma única coisa: entrar na conta que você conecta e coletar os dados dela.
privacy-gets = { $company } recebe faturas, consumo e números de conta e de medidor. Nenhuma tela mostra sua senha às pessoas de lá. Só o programa que entra na conta para coletar estes dados consegue lê-la.
privacy-gets-general = { $company } recebe os dados da conta que você conecta. Nenhuma tela mostra sua senha às pessoas de lá. Só o programa que entra na conta para coletar estes dados consegue lê-la.
privacy-stop = Você pode parar quando quiser. Mude sua senha no site do provedor ou fale com { $company } para remover a conexão.
privacy-stop-general = Você pode parar quando quiser. Mude sua senha por lá ou fale com { $company } para remover a conexão.
privacy-close = Voltar à página
assurance-elsewhere = Você entra no site de { $provider }. Nunca vemos a sua senha.
privacy-password-elsewhere = Você entra na página de { $provider }, e sua senha fica lá. O que { $provider } nos deixa coletar é criptografado no caminho e onde fica guardado. Serve para uma única coisa: suas faturas e seu consumo.
privacy-password-elsewhere-general = Você entra na página de { $provider }, e sua senha fica lá. O que { $provider } nos deixa coletar é criptografado no caminho e onde fica guardado.
privacy-gets-elsewhere = { $company } recebe faturas, consumo e números de conta e de medidor. Não recebe nenhuma senha.
privacy-gets-elsewhere-general = { $company } recebe os dados da conta que você conecta. Não recebe nenhuma senha.
privacy-stop-elsewhere = Você pode parar quando quiser. Retire seu consentimento em { $provider } ou fale com { $company } para remover a conexão.

## The panel beside the card

panel-heading = O que vai acontecer
panel-sign-in = Você entra no site do seu provedor
panel-sign-in-general = Você entra na sua conta
panel-sign-in-more = Com o usuário e a senha que você já tem.
panel-sign-in-more-general = Com os dados de acesso que você já tem.
panel-choose = Você escolhe o que compartilhar
panel-choose-general = Você decide o que é conectado
panel-choose-more = Nada é compartilhado antes de você apertar “Conectar”.
panel-choose-more-general = Só a conta em que você entra, e nada mais.
panel-collect = Suas faturas chegam sozinhas
panel-collect-general = Seus dados chegam sozinhos
panel-collect-more = { $company } recebe cada nova fatura. Chega de e-mails com anexos.
panel-collect-more-general = { $company } recebe tudo de lá. Não é mais preciso enviar arquivos.
panel-reconnect-more = { $company } volta a receber cada nova fatura. Seus locais e seu histórico continuam como estão.
panel-stop = Você pode parar quando quiser: basta fechar esta página.

## Landing

landing-title = Conecte sua conta
landing-title-reconnect = Reconecte sua conta
landing-heading = { $company } pede que você conecte sua conta na concessionária
landing-heading-general = { $company } pede que você conecte uma conta
landing-heading-named = { $company } pede que você conecte sua conta { $utility }
landing-heading-reconnect = { $company } pede que você reconecte sua conta na concessionária
landing-heading-reconnect-named = { $company } pede que você reconecte sua conta { $utility }
landing-lead = Você precisa do usuário e da senha do site do seu provedor.
landing-lead-general = Você precisa dos dados de acesso que usa nessa conta.
landing-lead-reconnect = Entre mais uma vez no site do seu provedor, e suas faturas continuam chegando.
landing-message = Uma mensagem de { $company }
landing-facts = Em resumo
landing-gets = Suas faturas e seu consumo serão enviados
landing-gets-general = Os dados da conta que você conectar serão enviados
landing-not = Nenhuma tela mostra sua senha a eles
landing-time = Leva cerca de três minutos
landing-time-reconnect = Leva cerca de um minuto
landing-expires = Este link funciona até { $date }
landing-start = Começar
landing-continue = Continuar como { $address }
landing-not-you = Não é você?
landing-sent = Enviado por { $company } em { $date }.
landing-unexpected = Não esperava por isto? Feche a página e nada acontece.

## A link for certain addresses

address-title = Seu e-mail
address-heading = Qual é o seu e-mail?
address-lead = Este link é para determinados endereços. Enviamos um código para ver se o seu é um deles.
address-field = Seu e-mail
address-help = O endereço em que você recebeu o pedido. Enviamos um código para ele.
address-button = Enviar um código
address-busy = Enviando…
address-error-missing = Digite seu e-mail.
address-error-form = Digite um endereço como nome@example.com.

code-title = Digite o código
code-heading = Veja seu e-mail
code-lead = Se este link for para { $address }, um código está a caminho desse endereço. Ele funciona por dez minutos.
code-field = Código
code-help = Seis dígitos. Veja também na caixa de spam.
code-button = Continuar
code-busy = Verificando…
code-again = Enviar outro código
code-again-wait = Você pode pedir outro em { $time }.
code-other-address = Usar outro endereço
code-error-missing = Digite o código do e-mail.
code-error-form = Um código tem seis dígitos.
code-error-wrong = Esse não é o código que enviamos.
code-error-wrong-next = Use o e-mail mais recente: um código anterior deixa de funcionar quando outro é enviado.
code-error-void = Este código não pode mais ser usado.
code-error-void-next = Peça outro abaixo.
code-error-soon = Outro código pode ser enviado em { $time }.
code-left = { $count ->
    [one] Resta uma tentativa com este código.
   *[other] Restam { $count } tentativas com este código.
}

## Passing the link on

hand-off-link = Enviar a um colega
hand-off-title = Enviar a um colega
hand-off-heading = Quem deve fazer isto no seu lugar?
hand-off-lead = Se o link puder ser usado nesse endereço, nós o enviamos para lá. Você ainda pode usá-lo.
hand-off-field = E-mail do seu colega
hand-off-button = Enviar o link
hand-off-back = Voltar
hand-off-error-missing = Digite o e-mail do seu colega.
hand-off-error-yourself = Esse é o seu próprio endereço. Digite o do seu colega.
hand-off-done-title = Repassado
hand-off-done-heading = Repassado
hand-off-done-body = Se o link puder ser usado nesse endereço, ele está a caminho. Você pode fechar esta página.
hand-off-yourself = Continuar com o link
hand-off-too-many-title = Vamos fazer uma pausa
hand-off-too-many-heading = Este link foi repassado vezes demais
hand-off-too-many-body = Para que a caixa de e-mail de ninguém fique cheia, um link só pode ser repassado algumas vezes. Você ainda pode usá-lo.

## A limited link on a server without mail

gated-title = Este link é restrito
gated-heading = Este link é restrito a determinados e-mails
gated-body = Antes de abrir, enviaríamos um código ao seu endereço. Este servidor não pode enviar e-mails, por isso o link não pode ser usado aqui.
gated-next = Fale com { $company } e peça um link que abra sem código.
gated-next-reference = Fale com { $company }, peça um link que abra sem código e informe esta referência.

## Provider

country = País
country-any = Todos os países
provider-confirm-title = É este o seu provedor?
provider-confirm-title-general = Sua conta é aqui?
provider-confirm-heading = É este o seu provedor?
provider-confirm-heading-general = Sua conta é aqui?
provider-confirm-lead = { $company } espera que suas faturas venham daqui.
provider-confirm-lead-general = { $company } recebe os dados da conta em que você entrar aqui.
provider-confirm-yes = Sim, continuar
provider-confirm-other = Escolher outro

provider-search-title = Escolha seu provedor
provider-search-heading = Quem envia suas faturas?
provider-search-lead = Procure a empresa pelo nome ou pelo site.
provider-search-field = Nome ou site
provider-search-button = Buscar
provider-search-results = Resultados
provider-search-count = { $count ->
    [one] { $count } provedor encontrado
   *[other] { $count } provedores encontrados
}
provider-search-first = { $count ->
    [one] O primeiro provedor encontrado
   *[other] Os primeiros { $count } provedores encontrados
}
provider-search-more = Há mais. Digite mais letras do nome ou escolha o país.
provider-search-several = Em vários países
provider-search-anywhere = Em toda parte
provider-search-none = Nenhum provedor corresponde a “{ $query }”
provider-search-none-more = Tente um nome mais curto, confira o país ou diga abaixo qual é o seu.
provider-search-none-narrowed = Tente um nome mais curto. Este link só está aberto para determinados provedores.
provider-unlisted = O meu não está na lista
provider-unlisted-lead = Diga o nome dele e o endereço da página em que você entra.
provider-unlisted-name = Nome do provedor
provider-unlisted-url = Endereço da página de acesso
provider-unlisted-url-help = Começa com https://
provider-unlisted-button = Continuar
provider-error-name = Digite o nome do provedor.
provider-error-url = Digite o endereço completo, começando com https://
provider-error-choice = Escolha um provedor da lista ou diga qual é o seu.
provider-error-refused = { $company } não abriu este link para esse provedor. Escolha outro.

## What a portal offers

connectors-title = Escolha uma conta
connectors-heading = Qual conta você quer conectar?
connectors-heading-more = Quer conectar outra conta?
connectors-lead = Escolha onde ela fica. Na próxima página você entra nela.
connectors-lead-more = Escolha onde ela fica ou termine aqui.
connectors-list = O que você pode conectar
connectors-search = Nome ou site
connectors-search-button = Buscar
connectors-count = { $count ->
    [one] { $count } resultado
   *[other] { $count } resultados
}
connectors-no-match = Nada corresponde.
connectors-none = Nada corresponde a “{ $query }”
connectors-none-more = Tente um nome mais curto. Busque com o campo vazio para ver tudo de novo.
connectors-connected = Conectada
connectors-finish = Terminar
connectors-error-none = Escolha uma opção da lista.
connectors-error-gone = Essa opção foi retirada há pouco. Escolha outra.

## Sign in

sign-in-title = Entrar em { $provider }
sign-in-heading = Entre em { $provider }
sign-in-button = Entrar
sign-in-last = Ao entrar, esta conta é conectada com { $company }.
sign-in-unchecked = Não podemos testar este acesso agora. Se algo estiver errado, { $company } pedirá de novo.
sign-in-busy = Entrando em { $provider }…
sign-in-slow = Alguns provedores levam até um minuto. Você pode deixar isto aberto.
sign-in-forgot = Esqueceu sua senha?
sign-in-forgot-general = Não consegue entrar?
sign-in-reset = Redefina em { $domain }
sign-in-reset-general = Veja a ajuda em { $domain }
sign-in-other = Não é o seu provedor? Escolha outro
repair-none = Esta conexão funciona e não é preciso fazer nada. Se você entrar mesmo assim, ela será atualizada.
repair-password = { $provider } não aceita mais a senha que temos. Entre com a que vale lá agora.
repair-new-password = { $provider } pede uma senha nova. Defina-a primeiro lá e depois entre aqui com ela.
repair-more = { $provider } pede mais do que antes ao entrar. Entre e responda ao que for perguntado.
repair-code = { $provider } quer fazer a verificação de novo. Entre e tenha o telefone ou o e-mail à mão para o código.
repair-username = Da última vez você entrou como { $username }.
sign-in-other-general = Escolher outra conta
sign-in-finish = Terminar sem esta
sign-in-filled-mark = Preenchido
sign-in-filled = Por { $company }. Deixe vazio para usar esse valor ou digite o seu.
sign-in-before = Antes vem:
sign-in-behind = Depois vem:
sign-in-consent = Sim, conectar minha conta { $provider }
sign-in-consent-error = Marque a caixa para conectar sua conta.
sign-in-select = Escolha uma opção
sign-in-yes = Sim
sign-in-no = Não
password-show = Mostrar
password-hide = Ocultar
password-of = { $label }: mostrar ou ocultar

error-heading = Confira isto, por favor
error-title = Confira: { $title }
error-missing = Preencha “{ $label }”.
error-email = Digite um e-mail, como nome@example.com.
error-number = Digite um número em “{ $label }”.
error-url = Em “{ $label }”, informe um endereço completo, como https://www.example.com.
error-form = Confira “{ $label }”: não está no formato que { $provider } usa.
error-choice = Escolha uma das respostas de “{ $label }”.
error-long = “{ $label }” é mais longo do que qualquer provedor aceita. Confira o que foi colado.
error-password = Essa senha não funcionou em { $provider }.
error-password-general = { $provider } não aceitou esses dados de acesso.
error-password-next = Confira também o usuário e tente de novo.
error-password-next-general = Confira cada campo e tente de novo.
error-locked = { $provider } bloqueou esta conta.
error-locked-next = Desbloqueie em { $domain } e entre aqui de novo.
error-declined = Você não nos deu acesso em { $provider }.
error-declined-next = Nada foi compartilhado. Você pode tentar de novo e concordar lá.
error-check = { $provider } encerrou a verificação, por isso o acesso não foi concluído.
error-check-next = Entre de novo: { $provider } vai perguntar outra vez.
error-no-accounts = O acesso funcionou, mas { $provider } não mostra nenhum contrato nele.
error-no-accounts-next = Se você tem outros dados de acesso lá, use esses.
error-unsure = { $provider } respondeu de um modo que ainda não entendemos.
error-unsure-next = Nada foi salvo. Tente de novo ou volte mais tarde com o mesmo link.
elsewhere-lead = Você faz isso na página de { $provider } e concorda, lá, que { $company } receba os seus dados. Nunca vemos a sua senha.
elsewhere-ask = Continuar
elsewhere-go = Continuar para { $host }
elsewhere-back = Depois você volta para cá.
elsewhere-tab = Continuar em uma nova aba
elsewhere-tab-then = { $provider } só pode ser aberto em uma aba própria. Volte a esta página quando terminar lá.
elsewhere-tab-done = Terminei na outra aba
returned-title = Um momento
returned-heading = Um momento
returned-lead = Você voltou de { $provider }. Se nada acontecer, pressione o botão.
returned-button = Continuar

## Challenge

challenge-title = Mais uma verificação de { $provider }
challenge-code-heading = Digite o código
challenge-code-sent = { $channel ->
    [sms] { $provider } enviou um código por SMS.
    [call] { $provider } liga para você e diz um código.
    [email] { $provider } enviou um código por e-mail.
    [app] Abra o aplicativo autenticador que você usa para { $provider }.
   *[other] { $provider } pede um código.
}
challenge-code-sent-to = { $channel ->
    [sms] { $provider } enviou um código por SMS para { $destination }.
    [call] { $provider } liga para { $destination } e diz um código.
    [email] { $provider } enviou um código por e-mail para { $destination }.
    [app] Abra o aplicativo autenticador em { $destination }.
   *[other] { $provider } enviou um código para { $destination }.
}
challenge-code-field = Código
challenge-code-digits = { $digits ->
    [one] { $digits } dígito
   *[other] { $digits } dígitos
}
challenge-choice-heading = Como você quer receber seu código?
challenge-choice-lead = { $provider } quer ter certeza de que é você.
challenge-choice-legend = Formas de receber um código
challenge-method = { $channel ->
    [sms] SMS
    [call] Ligação
    [email] E-mail
    [app] Aplicativo autenticador
   *[other] De outra forma
}
challenge-question-heading = Responda à sua pergunta de segurança
challenge-question-lead = { $provider } pergunta o que você escolheu ao criar a conta.
challenge-password-heading = Escolha uma nova senha
challenge-password-lead = { $provider } quer que você a mude agora. Daqui em diante você usa a nova lá também.
challenge-password-field = Nova senha
challenge-button = Continuar
challenge-button-code = Enviar o código
challenge-busy = Verificando com { $provider }…
challenge-another-way = Escolher outra forma
challenge-restart = Recomeçar
challenge-left = { $count ->
    [one] Resta uma tentativa. Depois disso você recomeça.
   *[other] Restam { $count } tentativas.
}
challenge-error-code = Esse código não funcionou.
challenge-error-code-next = Use o mais recente: um código anterior deixa de funcionar quando outro é enviado.
challenge-error-answer = Essa resposta não funcionou em { $provider }.
challenge-error-password = { $provider } não aceitou essa senha.
challenge-error-password-next = Escolha outra que siga as regras de lá.
challenge-error-missing-code = Digite o código.
challenge-error-missing-answer = Digite sua resposta.
challenge-error-missing-password = Digite uma nova senha.
challenge-error-missing-choice = Escolha uma das formas.

## Sites and types

sites-title = Escolha o que compartilhar
sites-heading = Escolha o que compartilhar
sites-lead = { $company } recebe faturas e consumo do que estiver marcado, e nada mais.
sites-lead-general = { $company } recebe dados do que estiver marcado, e nada mais.
sites-only-types-lead = { $company } recebe estes tipos de faturas da sua conta, e nada mais.
sites-only-types-lead-general = { $company } recebe estes dados da sua conta, e nada mais.
sites-legend = Locais
sites-all = Todos os locais
sites-fixed = { $company } definiu estes locais.
sites-search = Procurar um local
sites-no-match = Nenhum local corresponde.
sites-types-legend = Tipos de faturas
sites-types-legend-general = Tipos de dados
sites-types-fixed = { $company } definiu estes tipos.
sites-button = Conectar
sites-button-next = Continuar
sites-button-count = { $count ->
    [0] Conectar
    [one] Conectar { $count } local
   *[other] Conectar { $count } locais
}
sites-busy = Conectando…
sites-error-site = Marque pelo menos um local.
sites-error-type = Marque pelo menos um tipo de fatura.
sites-error-type-general = Marque pelo menos um tipo de dados.
sites-error-changed = A lista de locais mudou. Confira o que está marcado e envie de novo.

type-electricity = Energia elétrica
type-gas = Gás
type-water = Água
type-waste = Resíduos
type-fuel = Combustível
type-solar = Solar
type-sewer = Esgoto
type-steam = Vapor
type-chilled-water = Água gelada
type-hot-water = Água quente

## Mapping fields

mapping-title = Relacione os campos
mapping-heading = Relacione os campos
mapping-lead = Diga quais campos de { $provider } trazem o que { $company } precisa. Confira também os que já estão relacionados.
mapping-target = { $company } precisa de
mapping-source = De { $provider }
mapping-required = Obrigatório
mapping-choose = Escolha um campo
mapping-nothing = Não preencher
mapping-no-match = Nenhum campo corresponde.
mapping-button = Conectar
mapping-back = Voltar aos locais
mapping-error-missing = Escolha um campo para “{ $label }”.
mapping-error-changed = As listas de campos mudaram. Confira as relações e envie de novo.

## Códigos encaminhados

forwarding-title = Encaminhe os códigos
forwarding-heading = Encaminhe os códigos de { $provider }
forwarding-lead = { $provider } envia um código por e-mail sempre que alguém entra na conta. Se você encaminhar esses e-mails, { $company } pode manter esta conexão sem perguntar a cada vez.
forwarding-step-address = Copie este endereço. Ele é só para esta conexão.
forwarding-copy-address = o endereço
forwarding-step-rule = Nas configurações da caixa que recebe os códigos, crie uma regra: o que vem deste remetente é encaminhado para o endereço acima.
forwarding-copy-sender = o remetente
forwarding-confirm = Alguns serviços de e-mail enviam primeiro um código a esse endereço para confirmá-lo. Quem o recebe é { $company }: peça o código a eles.
forwarding-copied = Copiado
forwarding-step-test = Envie um teste: peça um código a { $provider } ou encaminhe você mesmo um dos e-mails de lá para o endereço.
forwarding-waiting = Aguardando a mensagem de teste…
forwarding-arrived = A mensagem de teste chegou. O encaminhamento funciona.
forwarding-check = Verificar de novo
forwarding-button = Continuar
forwarding-off = Desativar em vez disso
forwarding-off-how = Você também pode desativar os códigos: entre em { $provider } e procure os códigos de acesso ou a verificação em duas etapas nas configurações de segurança. Depois, avise aqui.
forwarding-off-done = Desativei os códigos
forwarding-later = Fazer isso depois
forwarding-later-note = Você pode continuar sem isso. { $company } perguntará de novo quando um código for necessário.
forwarding-error-off = Marque a caixa quando os códigos estiverem desativados.
forwarding-error-nothing = Nenhuma mensagem chegou ainda.
forwarding-error-nothing-next = Confira a regra e o endereço e envie o teste de novo.

## Done

done-title = Conectada
done-heading = Obrigado por conectar sua conta na concessionária!
done-heading-general = Obrigado por conectar sua conta!
done-heading-several = Obrigado por conectar suas contas!
done-lead = { $company } passa a receber suas faturas e seu consumo de { $provider }, em geral dentro de um dia. Você não precisa fazer mais nada.
done-lead-general = { $company } passa a receber os dados da sua conta { $provider }. Você não precisa fazer mais nada.
done-lead-several = { $company } passa a receber os dados destas contas. Você não precisa fazer mais nada.
done-lead-reconnect = { $company } volta a receber suas faturas e seu consumo de { $provider }, em geral dentro de um dia. Você não precisa fazer mais nada.
done-receipt = Comprovante
done-receipt-number = Comprovante { $number }
done-provider = Provedor
done-provider-general = Conta
done-sites = Locais
done-types = Faturas
done-types-general = Dados
done-date = Conectada em
done-reference = Referência
done-another = Conectar outra conta
done-return = Voltar para { $company }
done-close = Você pode fechar esta página.
exit = Fechar

copy = Copiar
copy-done = Copiada
copy-what = a referência

## Dead ends

dead-reference = Referência
dead-ask = Fale com { $company } e peça um novo link.
dead-ask-reference = Fale com { $company }, peça um novo link e informe esta referência.
dead-help-reference = Se acontecer de novo, fale com { $company } e informe esta referência.
dead-ask-button = Pedir um novo link: { $company }
dead-again = Tentar de novo
dead-start-again = Recomeçar
dead-continue = Continuar de onde você parou
dead-finish = Terminar
dead-see-receipt = Ver o que você conectou
dead-open-tab = Abrir em uma nova aba

dead-expired-title = Este link expirou
dead-expired-heading = Este link expirou
dead-expired-body = Os links deixam de funcionar depois de um tempo para proteger você.
dead-expired-body-on = Ele funcionou até { $date }. Os links deixam de funcionar depois de um tempo para proteger você.

dead-revoked-title = Este link está fechado
dead-revoked-heading = { $company } fechou este link
dead-revoked-body = Ele não pode mais ser usado. Se pediram que você conecte uma conta, pode haver um link mais novo entre suas mensagens.

dead-used-title = Este link já foi usado
dead-used-heading = Este link já foi usado
dead-used-body = Se foi você, sua conta está conectada e não há mais nada a fazer.
dead-used-body-on = Ele foi usado pela última vez em { $date }. Se foi você, sua conta está conectada e não há mais nada a fazer.
dead-used-next = Precisa corrigir algo? Fale com { $company } e peça um novo link.
dead-used-ask = Precisa corrigir algo? Avise: { $company }.
dead-used-next-reference = Precisa corrigir algo? Fale com { $company }, peça um novo link e informe esta referência.

dead-unknown-title = Este link não funciona
dead-unknown-heading = Este link não funciona
dead-unknown-body = Pode faltar uma parte dele. Copie o link inteiro da mensagem e cole na barra de endereço.

dead-timed-out-title = Seu tempo acabou
dead-timed-out-heading = Vamos recomeçar
dead-timed-out-body = Você ficou um tempo ausente, por isso esquecemos o que havia digitado, para sua segurança. Nada foi compartilhado.

dead-session-title = Esta página está fechada
dead-session-heading = Esta página está fechada
dead-session-body = Para sua segurança, ela fica aberta por uma hora, e só no navegador em que foi aberta.
dead-session-next = Abra de novo o link da sua mensagem: ele mostra em que ponto as coisas estão. Se você voltar logo para cá, permita cookies neste site.

dead-unfinished-title = Falta um clique
dead-unfinished-heading = Você entrou na conta
dead-unfinished-body = Não conseguimos concluir na primeira tentativa. Aperte o botão e pronto.

dead-provider-down-title = Seu provedor não responde
dead-provider-down-heading = { $provider } não responde
dead-provider-down-body = Não tem a ver com sua senha, e não salvamos nada. Costuma passar em menos de uma hora.
dead-provider-down-next = O link da sua mensagem continua funcionando. Se preferir, volte mais tarde com ele.

dead-nothing-title = Nada para conectar
dead-nothing-heading = Não há mais nada para conectar
dead-nothing-body = O que este link pedia foi retirado depois do envio.
dead-nothing-body-connected = O restante do que este link pedia foi retirado. O que você conectou continua conectado.

dead-too-many-title = Vamos fazer uma pausa
dead-too-many-heading = Tentativas demais por enquanto
dead-too-many-body = Paramos para que sua conta não seja bloqueada. Nada foi salvo.
dead-too-many-body-connected = Paramos para que sua conta não seja bloqueada. O que você conectou antes continua conectado.
dead-too-many-when = { $minutes ->
    [one] Volte em um minuto com o mesmo link.
   *[other] Volte em { $minutes } minutos com o mesmo link.
}
dead-too-many-later = Volte mais tarde com o mesmo link.

dead-codes-title = Vamos fazer uma pausa
dead-codes-heading = Códigos demais por enquanto
dead-codes-body = Para que ninguém consiga adivinhar um código, só alguns podem ser enviados e tentados. Nada foi compartilhado.

dead-asked-title = Nós avisamos
dead-asked-heading = { $company } sabe que você quer um novo link
dead-asked-body = Se criarem um, ele chegará por lá, como este chegou. Você pode fechar esta página.

dead-form-title = Envie mais uma vez, por favor
dead-form-heading = Envie mais uma vez, por favor
dead-form-body = A página ficou aberta por tempo demais, ou em duas abas, e não pudemos ter certeza de que vinha de você. Nada foi enviado.
dead-form-next = Abra de novo o link da sua mensagem.

dead-request-title = Não conseguimos ler isso
dead-request-heading = Não conseguimos ler o que seu navegador enviou
dead-request-body = Estava incompleto, era grande demais ou de um tipo diferente do esperado. Nada foi salvo.
dead-request-next = Volte e tente de novo, ou abra outra vez o link da sua mensagem.

dead-server-title = Algo deu errado
dead-server-heading = Algo deu errado do nosso lado
dead-server-body = Não tem a ver com você nem com sua conta, e nada foi compartilhado. Tente de novo em alguns minutos.

dead-not-found-title = Não há nenhuma página aqui
dead-not-found-heading = Não há nenhuma página aqui
dead-not-found-body = Confira o endereço ou abra de novo o link da sua mensagem.

dead-cookies-title = Seu navegador impede que esta página funcione
dead-cookies-heading = Vamos abrir isto em uma aba própria
dead-cookies-body = Seu navegador não deixa esta página lembrar em que etapa você está. Isso é comum quando ela aparece dentro de outro site.
dead-cookies-next = Se lá também acontecer, permita cookies neste site e abra de novo o link da sua mensagem.

unsubscribe-title = Sem mais e-mails
unsubscribe-heading = Não enviar mais e-mails para { $address }?
unsubscribe-lead = { $company } não escreverá mais para este endereço, nem lembretes nem novos links. Um código que você pedir em uma página continuará chegando.
unsubscribe-button = Parar os e-mails
unsubscribe-done-heading = Pronto: sem mais e-mails para { $address }
unsubscribe-done-lead = Se foi engano, avise { $company }: é possível desfazer.

# The mails of a server that somebody tries out, which are shown and not sent.
mails-heading = E-mails
mails-lead = Um quickstart não envia e-mails. O que ele teria enviado está aqui.
mails-none = Ainda não há e-mails. Crie um convite com “sendEmail” ou peça um código.
mails-from = De
mails-to = Para
mails-at = Escrito
mails-shown = O e-mail como o leitor o vê
mails-text = Como texto simples
mails-raw = Baixar
mails-back = Todos os e-mails
