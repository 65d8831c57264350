# 2 件の OOM キルの比較。内訳の名前は、英字で終わる場合に自分の空白を持つ。

## 文中での内訳の名前

within-anon = 匿名メモリ
within-locked = ロックされたメモリ
within-shmem = 共有メモリと tmpfs{ " " }
within-page-cache = ページキャッシュ
within-slab = スラブ
within-kernel-stack = カーネルスタック
within-page-tables = ページテーブル
within-sockets = ソケットバッファー
within-other-kernel = その他のカーネルメモリ
within-huge-pages = Huge Page{ " " }
within-zram = zram{ " " }
within-gpu = GPU ドライバー
within-balloon = バルーン
within-free = 空きメモリ
within-not-itemised = 内訳がログにないメモリ

## 変化

size-and-share = { $size } ({ $share })
below-a-second = 1 秒未満
change-grew = { $part }は { $size } 増えました
change-grew-in = { $part }は { $span }で { $size } 増えました
change-shrank = { $part }は { $size } 減りました
change-shrank-in = { $part }は { $span }で { $size } 減りました
change-more = { $part }は、後のほうが { $size } 多くなっています
change-more-later = { $part }は、後のほうが { $size } 多くなっています (間隔 { $span })
change-less = { $part }は、後のほうが { $size } 少なくなっています
change-less-later = { $part }は、後のほうが { $size } 少なくなっています (間隔 { $span })
changes-two = { $first }。{ $second }
changes-rest-less = { $changes }。ほかにも、より小さな変化があります
changes-rest-same = { $changes }。ほかは同じです
changes-rest-about-same = { $changes }。ほかはほぼ同じです
changes-none = メモリの内訳は、どちらの OOM キルでも同じです
changes-none-apart = メモリの内訳は、どちらの OOM キルでも同じです (間隔 { $span })
changes-hardly = メモリの内訳は、どちらの OOM キルでもほぼ同じです
changes-hardly-apart = メモリの内訳は、どちらの OOM キルでもほぼ同じです (間隔 { $span })
limit-higher = 上限は後のほうが大きく、{ $before } に対して { $after } です。{ $changes }
limit-lower = 上限は後のほうが小さく、{ $before } に対して { $after } です。{ $changes }

## メモリを比較できない場合

no-pair = 一方には cgroup のメモリ、もう一方にはノードのメモリが記録されているため、内訳を比較できません
no-memory-of-either = どちらの OOM キルについても、メモリの内訳はログにありません
no-memory-of = OOM キル { $kill } のメモリの内訳は、ログにありません
victim-same = { $why }。強制終了されたプロセスの匿名メモリは、どちらも { $size } です
victim-same-later = { $why }。強制終了されたプロセスの匿名メモリは、どちらも { $size } です (間隔 { $span })
victim-more = { $why }。強制終了されたプロセスの匿名メモリは、後のほうが { $size } 多くなっています
victim-more-later = { $why }。強制終了されたプロセスの匿名メモリは、後のほうが { $size } 多くなっています (間隔 { $span })
victim-less = { $why }。強制終了されたプロセスの匿名メモリは、後のほうが { $size } 少なくなっています
victim-less-later = { $why }。強制終了されたプロセスの匿名メモリは、後のほうが { $size } 少なくなっています (間隔 { $span })

## 値を正しく読むための注意

remark-levels = 達した上限のレベルが異なります。前の OOM キルは「{ $before }」、後の OOM キルは「{ $after }」です
remark-cgroups = 値は 2 つの異なる cgroup のもので、上限もそれぞれ別です
remark-no-clock = 2 件を同じ時計で比べられないため、前後は一覧の順序によります
remark-zone = 2 件の間隔は、ログにはない推定のタイムゾーンに基づいています
remark-parts = 一方のログにしかない内訳は変化を計算できないため、「内訳の記録なし」に含まれます
remark-no-tasks = OOM キル { $kill } のタスクの一覧は、ログにありません
remark-tasks-cut = OOM キル { $kill } のタスクの一覧は一部が欠けています。一覧にないプロセスも存在していた可能性があります
remark-no-stats = OOM キル { $kill } のメモリ統計は、ログにありません
remark-stats-cut = OOM キル { $kill } のメモリ統計は、途中で切れています

## 共通点

same-container = 同じコンテナー
same-pod = 同じ Pod
same-limit = 同じ上限
same-node = 同じノード
another-kills-container = 別のコンテナー
another-kills-pod = 別の Pod
another-kills-limit = 別の cgroup の上限
another-kills-node = 別のノード
unknown-container = コンテナーはログになし
unknown-pod = Pod はログになし
unknown-limit = 上限の cgroup またはノードはログになし
unknown-node = ノードはログになし

## 個々の値

figure-memory-used = メモリ使用量
figure-memory-limit = メモリ上限
figure-failed-charges = 割り当ての失敗回数
figure-swap-used = スワップ使用量
figure-swap-limit = スワップ上限
figure-memory-and-swap-used = メモリとスワップの使用量
figure-memory-and-swap-limit = メモリとスワップの上限
figure-kernel-memory-used = カーネルメモリ使用量
figure-anonymous = 対象プロセスの匿名メモリ
figure-file = 対象プロセスのファイルメモリ
figure-shared = 対象プロセスの共有メモリ
figure-no-limit = 上限なし
change-same = 変化なし

## 比較のページ

comparison-before = 前
comparison-after = 後
comparison-changed = 変わった点
comparison-in-common = 共通点
comparison-what = 項目
comparison-change = 変化
comparison-kill = OOM キル { $kill }
comparison-figures = 使用量と上限
comparison-statistics = 変化した統計
comparison-names-not-listed = ほか { $names } 個のプロセス名は一覧にありません
comparison-footer = { $generator } がログだけから作成しました。

## 表の行

rows-usage = 使用量
rows-limit = 上限
rows-no-limit = なし
# 後の OOM キルで変わっていたもの。clause-separator でつなぐ。
setting-kernel = カーネル { $before } → { $after }
setting-pool = ノードプール { $before } → { $after }
setting-node = ノード { $before } → { $after }
setting-image = イメージ { $before } → { $after }
setting-container = コンテナー { $before } → { $after }
setting-processes = プロセス { $before } → { $after } 個
clause-separator = 、
