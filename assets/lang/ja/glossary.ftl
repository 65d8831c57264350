# カーネルの言葉の意味 (ポインターを合わせると表示): src/analysis/glossary.rs の表の語ごとに 1 つ

## cgroup のメモリの内訳

glossary-anon = どのファイルにも属さないメモリです (ヒープ、スタック、匿名マッピング)。プロセスが終了するか、スワップアウトされない限り解放されません。
glossary-shmem = 共有メモリと tmpfs です (/dev/shm、medium: Memory の emptyDir ボリューム、memfd)。プロセスが残っていなくてもファイルが削除されるまで計上され、スワップアウト以外では減らせません。
glossary-page_cache = メモリに保持されているファイルの内容で、共有メモリは含みません。変更のないページはすぐに回収できるため、ページキャッシュが大きくても OOM キルの原因であることはまれです。
glossary-slab = カーネル自身の小さなオブジェクト (ディレクトリエントリ、inode、ソケットなど) です。cgroup の統計では、その cgroup のために作られたものです。
glossary-kernel_stack = スレッドごとのカーネルのスタックです (x86-64、arm64、ppc64le では 16 KiB、カーネル 6.8 以降の ppc64le では 32 KiB、64 KiB ページの arm64 では 64 KiB)。大きい場合は、スレッドが非常に多いことを意味します。
glossary-page_tables = 仮想メモリを物理メモリに対応付ける表です。マッピングの量と、マッピングするプロセスの数に応じて増えます。
glossary-other_kernel = この一覧に固有の名前がないカーネルのメモリです (CPU ごとのデータ、vmalloc、ソケットバッファー、"kernel" の値のうちそれら以外の分)。
glossary-huge_pages = hugetlb プールに確保されたメモリです。使われているかどうかにかかわらず、ノードのメモリから差し引かれます。
glossary-locked = 回収もスワップアウトもできないメモリです。プロセスがロックしたもの (mlock)、ramfs、スワップできない共有メモリなどです。
glossary-sockets = ネットワークソケットのバッファーです。受信してまだ読まれていないデータや、送信してまだ確認されていないデータです。
glossary-zram = zram と zswap のページです。スワップアウトされたメモリが圧縮されて RAM に残っています。
glossary-gpu = GPU ドライバーが保持しているページです (カーネル 7.1 以降で出力)。どのプロセスの常駐メモリにも含まれません。
glossary-balloon = ハイパーバイザーがバルーンドライバーを通じてこのマシンから取り戻したメモリです (カーネル 6.19 以降で出力)。
glossary-GFP_KERNEL = カーネル自身のための、待機できる要求です。ゾーン Normal 以下を使います。
glossary-GFP_KERNEL_ACCOUNT = GFP_KERNEL と同じで、cgroup に計上されます。
glossary-GFP_USER = プロセスのための要求で、カーネル自身も使えるメモリから確保します。
glossary-GFP_HIGHUSER = プロセスのための要求で、HighMem も使えますが、移動できません。
glossary-GFP_HIGHUSER_MOVABLE = 移動できるプロセスのページの要求です。CMA を含むすべてのゾーンを使えます。
glossary-GFP_NOFS = ファイルシステムの処理を開始できない要求です。
glossary-GFP_NOIO = 入出力を開始できない要求です。
glossary-GFP_ATOMIC = 待機できない要求で、min の 8 分の 3 まで使えます。OOM killer を呼び出すことはありません。
glossary-GFP_DMA = 古いデバイスのための要求です (x86 では先頭の 16 MiB)。
glossary-GFP_DMA32 = 4 GiB を超えるアドレスを扱えないデバイスのための要求です。
glossary-GFP_TRANSHUGE = Transparent Huge Page の要求です。
glossary-__GFP_ZERO = ゼロで初期化したメモリを求めます。
glossary-__GFP_COMP = 複数のページを 1 つの複合ページにします。
glossary-__GFP_ACCOUNT = cgroup に計上されます。
glossary-__GFP_NOWARN = 失敗してもログに出力しません。
glossary-__GFP_RETRY_MAYFAIL = 粘り強く試しますが、OOM killer を呼び出さずに失敗します。
glossary-__GFP_NORETRY = 一度だけ試し、失敗することがあります。
glossary-__GFP_NOFAIL = 失敗が許されない要求で、確保できるまで繰り返します。
glossary-__GFP_HARDWALL = cpuset のメモリノードに限定します。
glossary-__GFP_THISNODE = 1 つのメモリノードに限定します。
glossary-__GFP_WRITE = すぐに書き込まれるページです。
glossary-__GFP_RECLAIMABLE = 回収できるカーネルオブジェクトの要求です。
glossary-__GFP_MOVABLE = 移動できるページで、ゾーン Movable と CMA を使えます。
glossary-__GFP_HIGHMEM = HighMem も使えます (32 ビットカーネル)。
glossary-__GFP_NOMEMALLOC = 緊急用の予備を使えません。
glossary-GFP_NOWAIT = 待つことも、予備のメモリを使うこともできず、失敗することがあります。
glossary-GFP_HIGHMEM = 高位メモリでもかまわない要求です (32 ビットカーネル)。
glossary-GFP_MOVABLE = 移動可能なページで、ゾーン Movable と CMA も使えます。
glossary-GFP_TRANSHUGE_LIGHT = Transparent Huge Page 用で、用意されるのを待ちません。
glossary-__GFP_DMA = ゾーン DMA (x86 では先頭の 16 MiB) から確保します。古いデバイス用です。
glossary-__GFP_DMA32 = 先頭の 4 GiB から確保します。それより上のアドレスを扱えないデバイス用です。
glossary-__GFP_WAIT = メモリが空くのを待つことができます (カーネル 4.3 まで)。
glossary-__GFP_HIGH = 緊急の要求で、min の半分まで、待機できない場合は 8 分の 3 まで使えます。
glossary-__GFP_IO = 空きを作るために入出力を開始できます。
glossary-__GFP_FS = 空きを作るためにファイルシステムを呼び出せます。
glossary-__GFP_COLD = CPU キャッシュにないページでもかまいません (カーネル 4.14 まで)。
glossary-__GFP_REPEAT = 繰り返し試みますが、失敗することがあります (カーネル 4.12 まで)。
glossary-__GFP_MEMALLOC = まもなくメモリを解放するため、すべての予備のメモリを使えます。
glossary-__GFP_NOTRACK = kmemcheck の追跡対象にしません (カーネル 4.14 まで)。
glossary-__GFP_NO_KSWAPD = kswapd を起動しません (カーネル 4.3 まで)。
glossary-__GFP_OTHER_NODE = 別のメモリノードのために行われた要求です (カーネル 4.9 まで)。
glossary-__GFP_ATOMIC = 待つことができず、優先度の高い要求です (カーネル 6.2 まで)。
glossary-__GFP_DIRECT_RECLAIM = 自分でメモリを回収でき、そのために待つことがあります (カーネル 4.4 以降)。
glossary-__GFP_KSWAPD_RECLAIM = バックグラウンドで回収する kswapd を起動できます (カーネル 4.4 以降)。
glossary-free = 使われていないメモリです。ゾーンの "min" を下回ると、緊急の要求しか割り当てを受けられません。
glossary-not_itemised = 使用量から、ログにある内訳をすべて除いた残りです (CPU ごとに先に計上されたページや、カーネルが出力しなかった内訳)。

## 使用量と上限

glossary-usage = 強制終了の時点で、この cgroup とその配下のすべての cgroup に計上されていた量です。kubectl top に表示されるのは working set (使用量から inactive_file を除いた値) です。
glossary-limit = この cgroup が使える最大量です (cgroup v2 では memory.max、v1 では memory.limit_in_bytes)。Kubernetes のコンテナーでは resources.limits.memory、ノードの全 Pod (kubepods) では容量から kube-reserved と system-reserved を除いた値です (Allocatable はさらに退避のしきい値を除いた値です)。
glossary-failcnt = cgroup の作成以降、要求がこの上限に達した回数です。ほとんどの場合、カーネルは強制終了せずに空きを作るため、強制終了の回数ではありません。カーネル 6.19 以降の cgroup v2 では memory.events の max です。
glossary-swap = スワップアウトされたメモリです (ディスク、または圧縮されて zram に移されます)。Kubernetes のノードの多くにはスワップがないか、Pod のスワップ上限が 0 です。
glossary-memory_and_swap = メモリとスワップの合計です (cgroup v1、memory.memsw)。
glossary-kernel_memory = メモリのうちカーネルの分です (cgroup v1、memory.kmem)。使用量に含まれます。
glossary-protection = memory.min の分は、この cgroup から回収されません。memory.low の分は、保護されていないメモリがなくなった場合にだけ回収されます。この行の値は、この cgroup の配下で使われている保護の合計です。

## レポートの冒頭

glossary-trigger = このプロセスのメモリ割り当てで OOM killer が起動しました。強制終了されたプロセスや、最も多く使っていたプロセスと同じとは限りません。
glossary-gfp_mask = 割り当ての種類です。GFP_KERNEL はプロセスのためのカーネルの通常の要求、GFP_HIGHUSER_MOVABLE はプロセス自身のページの要求です。
glossary-order = 連続した何ページが要求されたかを 2 のべき乗で示します。0 は 1 ページです。-1 は、強制終了が手動で要求されたことを意味します。
glossary-constraint = 要求を制限していたものです。cgroup の上限 (CONSTRAINT_MEMCG)、ノード (CONSTRAINT_NONE)、cpuset またはメモリポリシーのメモリノードのいずれかです。
glossary-cpuset = OOM の発生元のプロセスの cpuset で、パスの末尾だけが出力されます。強制終了されたプロセスのものとは限りません。
glossary-mems_allowed = OOM の発生元のプロセスが使えるメモリノードです。
glossary-oom_memcg = 上限に達した cgroup です。コンテナー、Pod、ノードのどのレベルかは、これだけで区別できます。
glossary-task_memcg = 強制終了されたプロセスが属していた cgroup です。上限に達した cgroup 自身か、その配下です。
glossary-oom_group = memory.oom.group が設定されていると、oom_score_adj が -1000 のプロセスを除き、cgroup の全プロセスがまとめて強制終了されます。Kubernetes は 1.28 以降、cgroup v2 のコンテナーに設定します (1.32 以降で kubelet に singleProcessOOMKill: true がある場合を除く)。コンテナーは終了コード 137 で終了します。
glossary-page_size = タスクの一覧の単位です。x86-64 とほとんどの arm64 ノードでは 4 KiB、ppc64le と一部の arm64 では 64 KiB、一部の arm64 では 16 KiB です。

## 強制終了されたプロセスとタスク

glossary-oom_score_adj = -1000 (強制終了しない) から 1000 (最初に強制終了する) までの補正値です。Kubernetes は Guaranteed の Pod とノードに不可欠な Pod に -997 (古いバージョンでは -998)、BestEffort に 1000、Burstable にはメモリ要求に応じて 3～999 を設定します。サイドカーの値は Pod の通常のコンテナーの最小値以下になり、Pod レベルの要求は各コンテナーに配分されます (1.32 以降)。プログラムが自身の値を変更することもあります。
glossary-badness = カーネルは、スコアが最も高いプロセスを強制終了します。スコアは、常駐ページ、スワップアウトされたページ、ページテーブルの合計に、対象となるメモリの 1/1000 に oom_score_adj を掛けた値を加えたものです。
glossary-total_vm = アドレス空間の大きさで、使われていない分も含みます。メモリの使用量はこれではほとんど分かりません。
glossary-rss = メモリに常駐している量です。共有ページはマッピングしているすべてのプロセスに計上されるため、プロセスの合計が使用量を超えることがあります。
glossary-anon_rss = 強制終了されたプロセス自身のメモリです。フォークしたプロセスと共有していない限り、終了すると解放されます。
glossary-file_rss = 強制終了されたプロセスがマッピングしていたファイルのページです。終了してもメモリに残ることがあります。
glossary-shmem_rss = 強制終了されたプロセスがマッピングしていた共有メモリです。ファイルがある限り残ります。
glossary-pgtables = 強制終了されたプロセスのページテーブルです。
glossary-reaped = カーネルの OOM reaper が、プロセスが自分で終了する前にメモリを解放しました。行の値は残った分です。
glossary-qos = Kubernetes による Pod の分類です。すべてのコンテナーで CPU とメモリの要求と上限が等しければ Guaranteed、どちらもなければ BestEffort、その他は Burstable です。

## Kubernetes の表示と判断

glossary-allocatable = kubectl describe node に Allocatable (割り当て可能) と表示される値で、ノードのメモリから kube-reserved、system-reserved、退避のしきい値を除いたものです。Pod はメモリ要求 (requests) に基づき、この範囲で配置されます。カーネルが適用する kubepods の上限からは退避のしきい値が除かれないため、こちらのほうが大きくなります。
glossary-kube_reserved = kubelet、コンテナーランタイム、システムのサービスのために、Pod に割り当てずに残されるメモリです。AKS と GKE ではプロバイダーが設定します。EKS と自己管理のノードでは設定できます。
glossary-eviction = ノードのメモリが少なくなると、kubelet が Pod を退避させます (eviction)。ノードにはイベント NodeHasInsufficientMemory と EvictionThresholdMet、Pod には理由 Evicted が表示されます。カーネルによる強制終了ではありません。kubelet の確認は 10 秒ごとであるため、カーネルによる強制終了が先に起きることがあります。
glossary-oom_killed = コンテナーの cgroup 内の OOM キルをランタイムが検知した場合に、コンテナーの終了理由として kubectl に表示されます。強制終了されたプロセスや終了コードは問いません。検知しなかった場合の理由は Error です。kubelet 自身のログに OOMKilled と出力されることはありません。
glossary-exit_137 = 128 + 9 で、コンテナーのメインプロセスが SIGKILL で終了したことを示します。送信元はカーネルの OOM killer とは限らず、liveness probe の失敗、削除、手動の操作の場合もあります。
glossary-restart_policy = Always (既定値) ではコンテナーが終了すると必ず再起動され、OnFailure では終了コードが 0 以外の場合に再起動され、Never では再起動されません。init コンテナーは Never でなければ再試行され、kubectl には Init:OOMKilled と表示されます。サイドカー (それ自身の restartPolicy が Always の init コンテナー) は必ず再起動されます。
glossary-working_set = kubectl top に表示されるのは working set (使用量から、ページキャッシュの inactive の部分を除いた値) です。一定間隔で取得されるため、強制終了の直前の急な増加は反映されないことがあります。
glossary-limited_swap = Burstable の Pod がメモリ要求 (requests) に比例してスワップを使えるようにする、kubelet の設定です。それ以外の Pod と、この設定がないノードの Pod は、スワップを使えません。
glossary-empty_dir = Pod と同じ期間だけ存在するボリュームです。medium: Memory の場合は tmpfs で、ファイルは書き込んだコンテナーのメモリ上限に計上されます。
glossary-pause = Pod の名前空間を保持するプロセス (サンドボックス) です。メモリはほとんど使いません。

## ノードのメモリ

glossary-mem_info = ノード全体のメモリを、種類別、メモリノード別、ゾーン別に示すレポートの一部です。カーネルがこれを出力するのは、cgroup の上限が理由ではない場合だけです。
glossary-zone = 用途別に分けられたメモリです。DMA と DMA32 は短いアドレスのデバイス用、Normal はすべての用途、HighMem は 32 ビットカーネル、Movable は移動可能なページ用です。要求は、自身のゾーンとそれより下位のゾーンを使えます。
glossary-watermarks = ゾーンの基準値です。low を下回るとバックグラウンドで回収が始まり、min 以下では通常の要求は拒否されます。強制終了の前の最後の試行では high が基準になります。vm.min_free_kbytes と vm.watermark_scale_factor で決まります。
glossary-memory_node = 一部の CPU に近いメモリ (NUMA ノード) です。cpuset やメモリポリシーにより、プロセスが使えるメモリノードが制限されることがあります。
glossary-cma = 連続した大きなブロックを必要とするデバイスのために確保されたメモリです。それまでの間は、移動可能なページだけが借りられます。
glossary-panic_on_oom = vm.panic_on_oom が 0 の場合はプロセスを強制終了し、1 の場合はノード全体のメモリが不足したときに、2 の場合は cgroup、cpuset、ポリシーによる場合にもマシンを停止します。

## レポートの用語集での呼び方

term-badness = スコア
term-zone = ゾーン
term-memory_node = メモリノード

## memory.stat とタスクの一覧の項目 (出力どおりの名前)

glossary-file = メモリにあるファイルの内容で、共有メモリを含みます。
glossary-kernel = カーネル自身のメモリ全体です (スタック、ページテーブル、スラブ、percpu など)。
glossary-percpu = CPU ごとに 1 つずつ保持されるカーネルのデータです。
glossary-sock = ネットワーク接続のバッファーです。
glossary-vmalloc = 大きな表など、カーネルがページ単位でマッピングしたメモリです。
glossary-zswap = RAM に圧縮して保持されているスワップで、圧縮後の大きさです。
glossary-zswapped = zswap にある内容の、圧縮前の大きさです。
glossary-file_mapped = プロセスがマッピングしているファイルの内容です (ライブラリやプログラム)。
glossary-file_dirty = まだディスクに書き込まれていないファイルの内容です。
glossary-file_writeback = ディスクに書き込み中のファイルの内容です。
glossary-swapcached = スワップと RAM の両方にあるメモリです。
glossary-anon_thp = 匿名メモリのうち、Transparent Huge Page にある分です。
glossary-file_thp = ファイルの内容のうち、Transparent Huge Page にある分です。
glossary-shmem_thp = 共有メモリのうち、Transparent Huge Page にある分です。
glossary-inactive_anon = 最近使われていない匿名メモリと共有メモリです。スワップがあれば最初にスワップアウトされます。
glossary-active_anon = 使用中の匿名メモリと共有メモリです。
glossary-inactive_file = 最近使われていないファイルの内容です。最初に回収されます。
glossary-active_file = 使用中のファイルの内容です。
glossary-unevictable = ロックされたページなど、回収できないメモリです。
glossary-slab_reclaimable = スラブのうち、キャッシュされたディレクトリエントリなど、回収できる分です。
glossary-slab_unreclaimable = スラブのうち、回収できない分です。
glossary-pagetables = アドレスをメモリに対応付けるページテーブルです。プロセスやアドレス空間が多いと大きくなります。
glossary-sec_pagetables = 仮想マシンとデバイスのページテーブルです。
glossary-pgfault = cgroup の作成以降のページフォールトの回数です。ほとんどは問題ありません。
glossary-pgmajfault = ディスクを待ったページフォールトの回数です。強制終了の直前に多い場合は、スラッシングを意味します。
glossary-pgscan = 回収できるものを探してカーネルが調べたページの数です。
glossary-pgsteal = カーネルが回収したページの数です。
glossary-pgrefill = active リストから inactive リストに移されたページの数です。
glossary-pgactivate = active リストに移されたページの数です。
glossary-pgdeactivate = inactive リストに移されたページの数です。
glossary-workingset_refault_anon = スワップアウトされた後、再び必要になったページの数です。
glossary-workingset_refault_file = 回収された後、読み直す必要があったファイルのページの数です。多い場合は、メモリに余裕がありません。
glossary-thp_fault_alloc = ページフォールトの際に作られた Huge Page の数です。
glossary-thp_collapse_alloc = 小さなページをまとめて作られた Huge Page の数です。
glossary-cache = この cgroup だけのページキャッシュで、共有メモリを含みます。
glossary-rss_huge = 匿名メモリのうち、Transparent Huge Page にある分です。
glossary-stat_rss = この cgroup の匿名メモリとスワップキャッシュで、ファイルのページと共有メモリは含みません。各ページは 1 回だけ計上されます。
glossary-mapped_file = プロセスがマッピングしているファイルの内容です。
glossary-total_cache = この cgroup とその配下すべてのページキャッシュで、共有メモリを含みます。
glossary-total_rss = この cgroup とその配下すべての匿名メモリです。
glossary-swapents = プロセスのページのうち、スワップにあるものです。
glossary-rss_anon = プロセス自身の常駐メモリです (ヒープとスタック)。
glossary-rss_file = プロセスがマッピングしているファイルのページのうち、メモリにある分です。
glossary-rss_shmem = プロセスがマッピングしている共有メモリです。
glossary-pgtables_bytes = プロセスのページテーブルです。
glossary-pid = プロセスの番号です。
glossary-tgid = スレッドが属するプロセスです。
glossary-uid = ノードから見たユーザーの番号です。コンテナーの中では別の番号のことがあります。
glossary-name = プロセスの名前で、15 バイトで切られます。プロセスは任意の名前を設定でき、Java や Python ではスレッドやインタープリターの名前になることがよくあります。
